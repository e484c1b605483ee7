import { readFileSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseEnv } from 'node:util'
import { ConfigError } from './error.ts'
import { nearest } from './nearest.ts'

export type Env = Record<string, string | undefined>

/** Variables that are not ours and may stand in our file: read by PostgreSQL's driver, OpenTelemetry, Node and the system. */
const foreign = /^(PG[A-Z]+|OTEL_\w+|NODE_\w+|UV_\w+|TZ|LANG|LC_\w+|(https?|no)_proxy|(HTTPS?|NO)_PROXY|TMPDIR)$/
/** What an orchestrator writes by itself for a service called « visavis ». */
const orchestrated = /^VISAVIS_(SERVICE_|PORT$|PORT_)/

/**
 * The variables of `VISAVIS_CONFIG`, or of `visavis.env` in the folder when there is one; the environment goes before it.
 * The syntax is dotenv's, as Node and `docker --env-file` read it.
 * @throws {ConfigError} for a file that cannot be read, a line that is not a variable, or a name that nobody knows: in a
 *   file of ours, that is a slip of the pen.
 */
export function readConfigFile(env: Env, known: string[], folder = process.cwd()): Record<string, string> {
  const given = env.VISAVIS_CONFIG?.trim()
  const path = resolve(folder, given || 'visavis.env')
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    const { code } = error as { code?: string }
    if (!given && code === 'ENOENT') return {}
    const mend = given ? 'correct VISAVIS_CONFIG' : 'let this user read it'
    throw new ConfigError([`The configuration file ${path} cannot be read (${code}): ${mend}.`])
  }
  const values = parseEnv(text) as Record<string, string>
  const slips = [...strayLines(text).map((line) => `line ${line} is not NAME=value`), ...unknownIn(values, known)]
  if (slips.length > 0) throw new ConfigError(slips.map((slip) => `${path}: ${slip}.`))
  return values
}

function unknownIn(values: Record<string, string>, known: string[]): string[] {
  const allowed = new Set([...known, ...known.map((name) => `${name}_FILE`)])
  return Object.keys(values)
    .filter((name) => !allowed.has(name) && !foreign.test(name))
    .map((name) => `${name} is not known${meant(name, known)}`)
}

/** A line that Node's parser passes over without a word would be a setting that silently is not set. */
function strayLines(text: string): number[] {
  const quoted = /^(\s*(?:export\s+)?[\w.-]+\s*=\s*)("(?:[^"\\]|\\.)*"|'[^']*'|`[^`]*`)/gm
  const blanked = text.replace(
    quoted,
    (_, name: string, value: string) => name + value.replaceAll(/[^\n]/g, 'x').replaceAll('\n', '\n#'),
  )
  return blanked
    .split(/\r?\n/)
    .flatMap((line, index) => (/^\s*(#.*|(export\s+)?[A-Za-z_][\w.-]*\s*=.*)?$/.test(line) ? [] : [index + 1]))
}

const meant = (name: string, known: string[]) => {
  const near = nearest(name, known)
  return near ? `: did you mean ${near}?` : ''
}

/** What to tell of variables that look like ours and mean nothing; orchestrators add some, so it stops no start. */
export const strangersIn = (env: Env, known: string[]): string[] =>
  Object.keys(env)
    .filter((name) => name.startsWith('VISAVIS_') && !orchestrated.test(name))
    .filter((name) => !known.includes(name) && !known.includes(name.replace(/_FILE$/, '')))
    .map((name) => `${name} means nothing to Visavis${meant(name, known)}`)

/**
 * Puts into each variable X that has none what the file named by X_FILE holds, without its final line break.
 * @throws {ConfigError} naming each file that cannot be read, is empty or larger than 64 kB, and each X given twice.
 */
export function withSecretFiles(env: Env, known: string[]): Env {
  const slips: string[] = []
  const read: Record<string, string> = {}
  for (const name of known) {
    const path = env[`${name}_FILE`]?.trim()
    if (!path || known.includes(`${name}_FILE`)) continue
    if (env[name]?.trim()) slips.push(`${name} and ${name}_FILE are both given: keep one.`)
    else {
      try {
        if (statSync(path).size > 65_536) throw Object.assign(new Error(), { code: 'larger than 64 kB' })
        read[name] = readFileSync(path, 'utf8').replace(/\r?\n$/, '')
        if (!read[name].trim()) throw Object.assign(new Error(), { code: 'empty' })
      } catch (error) {
        slips.push(
          `${name}_FILE names ${path}, which cannot be used (${(error as { code?: string }).code}): give a file that holds ${name}.`,
        )
      }
    }
  }
  if (slips.length > 0) throw new ConfigError(slips)
  return { ...env, ...read }
}
