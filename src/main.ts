import { ConfigError } from '#kernel/config'
import { DomainError } from '#shared/errors'

/** The command line: `visavis COMMAND`. Each command is loaded only when it is called. */
const commands: Record<
  string,
  { about: string; load: () => Promise<{ run: (args: string[]) => Promise<number | void> }> }
> = {
  start: {
    about: 'run the product (HOST, PORT, DATA_DIR, DATABASE_URL, SMTP_URL, PUBLIC_URL…)',
    load: () => import('./commands/start.ts'),
  },
  demo: {
    about: 'run it with a lifelike company of 12 sites and 18 months of history',
    load: () => import('./commands/demo.ts'),
  },
  migrate: { about: 'bring the database to the latest shape', load: () => import('./commands/migrate.ts') },
  import: { about: 'import calls from a file', load: () => import('./commands/import.ts') },
  tool: {
    about: 'run a pure calculation: JSON on standard input, JSON on standard output',
    load: () => import('./commands/tool.ts'),
  },
}

const [name = '', ...args] = process.argv.slice(2)
const command = Object.hasOwn(commands, name) ? commands[name] : undefined
if (command) {
  try {
    process.exitCode = (await (await command.load()).run(args)) ?? process.exitCode ?? 0
  } catch (error) {
    process.exitCode = await explain(error)
  }
} else {
  const wanted = name === '' || name === 'help' || name === '--help' || name === '-h'
  const list = Object.entries(commands).map(([word, { about }]) => `  ${word.padEnd(8)} ${about}`)
  process[wanted ? 'stdout' : 'stderr'].write(
    `${wanted ? '' : `There is no command « ${name} ».\n`}visavis COMMAND [--help]\n\n${list.join('\n')}\n`,
  )
  process.exitCode = wanted ? 0 : 2
}

/** @returns the exit code: 2 for what the caller can mend, 1 for a fault of ours. */
async function explain(error: unknown): Promise<number> {
  if (error instanceof ConfigError) process.stderr.write(`Visavis cannot start.\n${error.message}\n`)
  else if (error instanceof DomainError) {
    const { say } = await import('#kernel/i18n')
    process.stderr.write(`${say('en', `errors.${error.code}`, error.params)} (${error.code})\n`)
  } else if (error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS'))
    process.stderr.write(`${error.message}\nSee --help.\n`)
  else {
    process.stderr.write(
      `${error instanceof Error ? (process.env.LOG_LEVEL === 'debug' ? error.stack : error.message) : String(error)}\n`,
    )
    return 1
  }
  return 2
}
