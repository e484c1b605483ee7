import { commands } from './commands/all.ts'
import { explain } from './commands/explain.ts'

const [name = '', ...args] = process.argv.slice(2)
const command = Object.hasOwn(commands, name) ? commands[name] : undefined
const wanted = ['', 'help', '--help', '-h'].includes(name)
try {
  if (command) process.exitCode = (await (await command.load()).run(args)) ?? process.exitCode ?? 0
  else if (wanted) process.stdout.write(list())
  else {
    const { nearest } = await import('#kernel/config')
    const { UsageError } = await import('./commands/command.ts')
    const near = nearest(name, Object.keys(commands))
    throw new UsageError(`There is no command « ${name} ».${near ? ` Did you mean ${near}?` : ''}\n\n${list()}`)
  }
} catch (error) {
  process.exitCode = await explain(error, { command: command && name, json: process.argv.includes('--json') })
}

function list(): string {
  const lines = Object.entries(commands).map(([word, { about }]) => `  ${word.padEnd(8)} ${about}`)
  return `visavis COMMAND [--help] [--json]\n\n${lines.join('\n')}\n`
}
