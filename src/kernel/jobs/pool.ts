import pg from 'pg'

/** A line that was cut, a server that is stopping, starting or full: true again later, whatever was asked. */
const passing = /^(08|53|57P0)|^E(PIPE|CONNRESET|CONNREFUSED|CONNABORTED|TIMEDOUT|HOSTUNREACH)$|^ENOENT$/
/** What `pg` says, without a code, of a line that it has found cut. */
const cut = /connection (terminated|error|ended)|client (was|has been) closed/i

/**
 * graphile-worker tries again after errors of a few codes only; writing off a job that met another one is a promise that
 * nobody waits for, whose rejection ends the process. To it every passing trouble of the database is « starting up ».
 */
function forRetry(error: unknown): unknown {
  const { code, message } = error as { code?: string; message?: string }
  const isPassing = code === undefined ? cut.test(message ?? '') : passing.test(code)
  return error instanceof Error && isPassing ? Object.assign(error, { code: '57P03' }) : error
}

class Client extends pg.Client {
  override query = ((...given: unknown[]) => {
    const call = super.query.bind(this) as (...given: unknown[]) => unknown
    const result = call(...given)
    return result instanceof Promise
      ? result.catch((error: unknown) => {
          throw forRetry(error)
        })
      : result
  }) as pg.Client['query']
}

class Pool extends pg.Pool {
  override connect = ((...given: unknown[]) => {
    const call = super.connect.bind(this) as (...given: unknown[]) => unknown
    const result = call(...given)
    return result instanceof Promise
      ? result.catch((error: unknown) => {
          throw forRetry(error)
        })
      : result
  }) as pg.Pool['connect']
}

/** Connections of the job queue. Its own pool would be ended without being awaited, and a connection cut meanwhile would end the process. */
export function openPool(connectionString: string, max: number): pg.Pool {
  const pool = new Pool({ connectionString, max, application_name: 'visavis jobs', Client })
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  return pool
}
