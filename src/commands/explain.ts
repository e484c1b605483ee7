import { ConfigError } from '#kernel/config'
import { DomainError } from '#shared/errors'
import { UsageError } from './command.ts'

/** Tells on standard error why a command ended. @returns its exit code: 2 for what the caller can mend, 1 for a fault. */
export async function explain(
  error: unknown,
  { command, json }: { command: string | undefined; json: boolean },
): Promise<1 | 2> {
  const { status, code, message, ...more } = await read(error, command)
  process.stderr.write(json ? `${JSON.stringify({ code, message, ...more })}\n` : `${message.trimEnd()}\n`)
  return status
}

type Explained = { status: 1 | 2; code: string; message: string } & Record<string, unknown>

async function read(error: unknown, command: string | undefined): Promise<Explained> {
  if (error instanceof UsageError) return { status: 2, code: 'usage', message: error.message }
  if (error instanceof ConfigError) {
    const lead = command === 'start' || command === 'demo' ? 'Visavis cannot start.\n' : ''
    return { status: 2, code: 'config.invalid', message: lead + error.message }
  }
  if (error instanceof DomainError) {
    const { say, terminalLanguage } = await import('#kernel/i18n')
    const sentence = say(terminalLanguage(process.env), `errors.${error.code}`, error.params)
    return { status: 2, code: error.code, message: `${sentence} (${error.code})`, params: error.params }
  }
  if (error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS'))
    return { status: 2, code: 'usage', message: `${error.message}\nSee visavis ${command} --help.` }
  const isDebug = process.env.LOG_LEVEL === 'debug'
  const message = error instanceof Error ? (isDebug && error.stack) || error.message : String(error)
  return { status: 1, code: 'fault', message }
}
