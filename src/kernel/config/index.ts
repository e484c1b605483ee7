import { isIP } from 'node:net'
import { resolve } from 'node:path'
import { z } from 'zod'
import { readRange } from '#kernel/outgoing'
import { type BackupConfig, backupMends, backupOf, backupVariables } from './backup.ts'
import { type RateLimits, rateLimitMends, rateLimitVariables } from './rate-limits.ts'
import { areKeys } from '#kernel/vault'
import { ConfigError } from './error.ts'
import { type Env, readConfigFile, strangersIn, withSecretFiles } from './sources.ts'

export type { BackupConfig } from './backup.ts'
export { rateLimits, type RateLimits } from './rate-limits.ts'
export { ConfigError } from './error.ts'
export { version } from './version.ts'
export { nearest } from './nearest.ts'

/** `web`: pages, API and hooks; `live`: the streams of open screens; `worker`: jobs, the audit log's seal, backups. */
export type Part = 'web' | 'live' | 'worker'
const parts: readonly Part[] = ['web', 'live', 'worker']
export const does = ({ run }: Pick<Config, 'run'>, part: Part): boolean => run?.has(part) ?? true

/** What the environment decides. Every value has a safe default; a wrong one stops the start. */
export type Config = {
  host: string
  port: number
  dataDir: string
  databaseUrl?: string
  smtpUrl?: string
  mailFrom: string
  /** Where people and clouds reach us, without a final slash. Signatures and links in mails are built on it. */
  publicUrl: string
  logLevel: string
  /** Seals the secrets that the database keeps; the current key first. Without it, `DATA_DIR/secret.key`, made at the first start. */
  secretKey?: string
  /** Proxies whose word on where a request comes from is taken, as addresses or ranges; none by default. */
  trustedProxies?: string[]
  /** Private networks that webhooks and the like may reach, such as `10.0.0.0/8`; none by default. */
  outgoingAllow?: string[]
  /** Ports that they may ask, from and to; those of the web by default. */
  outgoingPorts?: [from: number, to: number][]
  /** Requests a minute; the defaults of rate-limits.ts when absent. */
  rateLimits?: RateLimits | 'off'
  /** Calls of an organisation from which on they are counted in memory. */
  countInMemoryFrom?: number | 'off'
  /** Who shows it reads `/metrics`; nobody without it. */
  metricsToken?: string
  /** What this process does; everything when absent. */
  run?: ReadonlySet<Part>
  backup?: BackupConfig
  /** A bucket for files; without one they lie in `DATA_DIR/files`. */
  filesUrl?: string
  firstOrganisation?: { org: string; email: string; password: string }
}

const url = (schemes: string) =>
  z.string().refine((text) => new RegExp(`^${schemes}://`, 'i').test(text) && URL.canParse(text))

const listed = (text: string) => text.split(',').map((item) => item.trim())
const portRange = (text: string): [number, number] => {
  const [from = 0, to = from] = text.split('-').map(Number)
  return [from, to]
}

const variables = {
  HOST: z
    .string()
    .min(1)
    .max(253)
    .regex(/^[a-zA-Z0-9.:_-]+$/)
    .default('127.0.0.1'),
  PORT: z
    .string()
    .regex(/^\d{1,5}$/)
    .transform(Number)
    .refine((port) => port <= 65_535)
    .default(4600),
  DATA_DIR: z.string().min(1).default('./data'),
  // Not `url`: a user without a host, for a socket, is PostgreSQL's own.
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\/\S+$/)
    .optional(),
  SMTP_URL: url('smtps?').optional(),
  MAIL_FROM: z
    .string()
    .regex(/^([^<>@\r\n]*<[^\s<>@,]+@[^\s<>@,]+>|[^\s<>@,]+@[^\s<>@,]+)$/)
    .default('Visavis <visavis@localhost>'),
  PUBLIC_URL: url('https?').optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
  METRICS_TOKEN: z
    .string()
    .regex(/^\S{16,500}$/)
    .optional(),
  RUN: z
    .string()
    .transform(listed)
    .pipe(z.array(z.enum(parts)).min(1))
    .optional(),
  OUTGOING_ALLOW: z
    .string()
    .transform(listed)
    .refine((ranges) => ranges.every(readRange))
    .optional(),
  OUTGOING_PORTS: z
    .string()
    .regex(/^\s*\d{1,5}(-\d{1,5})?(\s*,\s*\d{1,5}(-\d{1,5})?)*\s*$/)
    .transform((text) => listed(text).map(portRange))
    .refine((ports) => ports.every(([from, to]) => from >= 1 && from <= to && to <= 65_535))
    .optional(),
  FILES_S3_URL: url('https?')
    .refine((text) => {
      const { username, password, pathname } = new URL(text)
      return username && password && /^\/[^/]+\/?$/.test(pathname)
    })
    .optional(),
  COUNT_IN_MEMORY_FROM: z
    .string()
    .regex(/^(off|[1-9]\d{0,8})$/)
    .transform((text) => (text === 'off' ? 'off' : Number(text)))
    .default(100_000),
  ...backupVariables,
  ...rateLimitVariables,
  TRUSTED_PROXIES: z
    .string()
    .transform(listed)
    .refine((places) => places.every((place) => isIP(place) || readRange(place)))
    .optional(),
  VISAVIS_SECRET_KEY: z.string().refine(areKeys).optional(),
  VISAVIS_ORG: z.string().trim().min(1).max(120).optional(),
  VISAVIS_ADMIN_EMAIL: z.email().max(254).optional(),
  VISAVIS_ADMIN_PASSWORD: z.string().min(12).max(200).optional(),
}

const mends: Record<keyof typeof variables, string> = {
  HOST: 'an address or name to listen on, such as 127.0.0.1 or 0.0.0.0',
  PORT: 'a number from 0 (any free port) to 65535, such as 4600',
  DATA_DIR: 'a folder, such as ./data',
  DATABASE_URL:
    'a PostgreSQL address, such as postgresql://visavis:secret@127.0.0.1:5432/visavis, or nothing for the embedded one',
  SMTP_URL:
    'a mail server, such as smtp://user:secret@mail.exemple.fr:587 or smtps://…:465, or nothing to send no mail',
  MAIL_FROM: 'a sender, such as Visavis <visavis@exemple.fr>',
  PUBLIC_URL: 'the address where browsers and telephone clouds reach Visavis, such as https://visavis.exemple.fr',
  LOG_LEVEL: 'one of fatal, error, warn, info, debug, silent',
  METRICS_TOKEN: 'a secret of 16 characters or more, or nothing to publish no metrics',
  RUN: 'what this process does, one or more of web,live,worker, or nothing for everything',
  OUTGOING_ALLOW:
    'the private networks that webhooks may reach, such as 10.0.0.0/8,fd00::/8, or nothing for the public internet only',
  COUNT_IN_MEMORY_FROM: 'a number of calls, such as 100000, or off',
  OUTGOING_PORTS: 'the ports that webhooks may ask, such as 80,443,8000-8999',
  FILES_S3_URL:
    'a bucket of an S3-compatible store, such as https://KEY:SECRET@s3.exemple.fr/visavis?region=fr-par, or nothing to keep files in DATA_DIR',
  ...backupMends,
  ...rateLimitMends,
  TRUSTED_PROXIES:
    'the addresses of the proxies in front, such as 127.0.0.1 or 10.0.0.0/8, or nothing when there is none',
  VISAVIS_SECRET_KEY:
    'a secret of 32 characters or more (several, the current one first, separated by commas, while it is replaced), or nothing to keep it in DATA_DIR/secret.key',
  VISAVIS_ORG: 'a name of 1 to 120 characters',
  VISAVIS_ADMIN_EMAIL: 'an e-mail address',
  VISAVIS_ADMIN_PASSWORD: 'a password of 12 to 200 characters',
}

const ours = Object.keys(variables)
const names = [...ours, 'VISAVIS_CONFIG']

/**
 * The configuration of this process: its environment, then `VISAVIS_CONFIG` or `./visavis.env`. What the file sets for
 * others (PGSSLMODE, OTEL_…, TZ) goes into the environment too.
 * @param warn told of variables named VISAVIS_… that mean nothing.
 * @throws {ConfigError} as {@link readConfig}, and for what is wrong in the file.
 */
export function loadConfig(warn: (sentence: string) => void = (line) => process.stderr.write(`${line}.\n`)): Config {
  const file = readConfigFile(process.env, ours)
  const given = new Set(Object.keys(process.env).map((name) => name.replace(/_FILE$/, '')))
  for (const [name, value] of Object.entries(file))
    if (!given.has(name.replace(/_FILE$/, ''))) process.env[name] = value
  for (const sentence of strangersIn(process.env, names)) warn(sentence)
  return readConfig(process.env)
}

/** What to tell of variables named VISAVIS_… that mean nothing. */
export const strangers = (env: Env): string[] => strangersIn(env, names)

/** Files that hold settings or secrets: the configuration file, and those that X_FILE names. */
export const configFiles = (env: Env): string[] =>
  [env.VISAVIS_CONFIG ?? 'visavis.env', ...ours.map((name) => env[`${name}_FILE`])].filter((path) => path !== undefined)

/**
 * @param env X_FILE instead of X names a file that holds it.
 * @throws {ConfigError} naming each wrong variable and its mend; secrets are never repeated.
 */
export function readConfig(environment: Env): Config {
  const env = withSecretFiles(environment, ours)
  const given = Object.fromEntries(Object.keys(variables).map((name) => [name, env[name]?.trim() || undefined]))
  const parsed = z.object(variables).safeParse(given)
  if (!parsed.success) {
    const wrong = new Set(parsed.error.issues.map((issue) => String(issue.path[0]) as keyof typeof variables))
    throw new ConfigError(
      [...wrong].map(
        (name) =>
          `${name} is not right${/URL|PASSWORD|PASSPHRASE|SECRET|TOKEN/.test(name) ? '' : ` (${JSON.stringify(given[name])})`}: give ${mends[name]}.`,
      ),
    )
  }
  const value = parsed.data
  const first = [value.VISAVIS_ORG, value.VISAVIS_ADMIN_EMAIL, value.VISAVIS_ADMIN_PASSWORD]
  if (first.some(Boolean) && !first.every(Boolean)) {
    throw new ConfigError([
      'VISAVIS_ORG, VISAVIS_ADMIN_EMAIL and VISAVIS_ADMIN_PASSWORD go together: give all three, or none and create the organisation in the browser.',
    ])
  }
  return {
    host: value.HOST,
    port: value.PORT,
    dataDir: resolve(value.DATA_DIR),
    databaseUrl: value.DATABASE_URL,
    smtpUrl: value.SMTP_URL,
    mailFrom: value.MAIL_FROM,
    publicUrl: (value.PUBLIC_URL ?? `http://${reachable(value.HOST)}:${value.PORT}`).replace(/\/+$/, ''),
    logLevel: value.LOG_LEVEL,
    secretKey: value.VISAVIS_SECRET_KEY,
    trustedProxies: value.TRUSTED_PROXIES,
    metricsToken: value.METRICS_TOKEN,
    run: value.RUN && new Set(value.RUN),
    outgoingAllow: value.OUTGOING_ALLOW,
    outgoingPorts: value.OUTGOING_PORTS,
    rateLimits: value.RATE_LIMITS,
    countInMemoryFrom: value.COUNT_IN_MEMORY_FROM,
    backup: backupOf(value),
    filesUrl: value.FILES_S3_URL,
    firstOrganisation: value.VISAVIS_ORG
      ? {
          org: value.VISAVIS_ORG,
          email: value.VISAVIS_ADMIN_EMAIL!.toLowerCase(),
          password: value.VISAVIS_ADMIN_PASSWORD!,
        }
      : undefined,
  }
}

function reachable(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost'
  return host.includes(':') ? `[${host}]` : host
}
