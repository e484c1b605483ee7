import { ConfigError, does, loadConfig } from '#kernel/config'
import { command, tell } from './command.ts'
import { buildWebApp } from './web-build.ts'

const help = `visavis start
Runs Visavis until it is stopped (Ctrl-C, SIGTERM).

Each setting is optional. It comes from the environment, or else from the file that VISAVIS_CONFIG names, or else from
./visavis.env. X_FILE instead of X names a file that holds it, for secrets.
  HOST          address to listen on                     127.0.0.1
  PORT          port to listen on                        4600
  DATA_DIR      where the embedded PostgreSQL lives      ./data
  DATABASE_URL  a PostgreSQL >= 15 instead of it
  SMTP_URL      mail server: smtp://user:secret@host:587
  MAIL_FROM     sender of the letters
  PUBLIC_URL    address where browsers and telephone clouds reach Visavis
  LOG_LEVEL     fatal, error, warn, info, debug, silent  info
  TRUSTED_PROXIES
                proxies in front, which say where requests come from: 127.0.0.1,10.0.0.0/8
  VISAVIS_SECRET_KEY
                seals the secrets in the database          in DATA_DIR/secret.key
  OUTGOING_ALLOW
                private networks that webhooks may reach: 10.0.0.0/8,…
  OUTGOING_PORTS
                ports that webhooks may ask                80,443
  RUN           what this process does, of               web,live,worker
  METRICS_TOKEN opens /metrics to who shows it as a bearer
  RATE_LIMITS   requests a minute, or off                caller=1200,anonymous=300,collector=6000,hooks=6000
  VISAVIS_ORG, VISAVIS_ADMIN_EMAIL, VISAVIS_ADMIN_PASSWORD
                create the organisation and its administrator at first start
`

export const run = command({ help, options: {} }, async ({ values }) => {
  const config = loadConfig()
  if (does(config, 'web')) await buildWebApp()
  const { openHouse } = await import('../house.ts')
  const house = await openHouse(config).catch((error: Error & { code?: string }) => {
    throw explained(error, config)
  })
  tell(values.json, `Visavis is ready: ${house.address}`, { event: 'ready', address: house.address })
  await stopOnSignal(house.close)
})

/** Resolves once the house is closed; a second signal leaves at once. */
export function stopOnSignal(close: () => Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    let stopping = false
    const stop = () => {
      if (stopping) process.exit(1)
      stopping = true
      close().then(resolve, reject)
    }
    process.on('SIGINT', stop)
    process.on('SIGTERM', stop)
  })
}

/** A start refused for a reason that the administrator can mend. */
export function explained(
  error: Error & { code?: string },
  config: { host: string; port: number; databaseUrl?: string },
): Error {
  if (error.code === 'EADDRINUSE')
    return new ConfigError([`PORT ${config.port} is taken by another program: stop it, or give another PORT.`])
  if (error.code === 'EACCES' || error.code === 'EADDRNOTAVAIL')
    return new ConfigError([`HOST ${config.host} and PORT ${config.port} cannot be listened on here: give others.`])
  if (config.databaseUrl && /^(ECONN|ENOTFOUND|EAI_|28|3D000|42501)/.test(error.code ?? '')) {
    return new ConfigError([
      `DATABASE_URL leads to no usable PostgreSQL (${error.message}): check host, port, name, user and password, or leave it out for the embedded one.`,
    ])
  }
  return error
}
