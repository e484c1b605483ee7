import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { databaseUrl } from '#kernel/db'
import { startProcess } from './process.ts'

const admin = { email: 'admin@exemple.fr', password: 'motdepasse-long' }

/** What the answers of the API hold that benchmarks read. */
type Answer = { id: string; key: string; secret: string }

/** A whole house as users run it, with its first administrator, on a database of its own; all of it goes when disposed of. */
export async function benchHouse(env: Record<string, string> = {}) {
  const dataDir = await mkdtemp(join(tmpdir(), 'visavis-bench-'))
  const store = await databaseUrl({ dataDir })
  // Whoever works with the database under this name keeps it running when the server leaves.
  const client = new pg.Client({ connectionString: store.url, application_name: 'visavis bench' })
  await client.connect()
  const house = await startProcess(['src/main.ts', 'start'], {
    NODE_ENV: 'production',
    DATA_DIR: dataDir,
    PORT: '0',
    RATE_LIMITS: 'off', // everything comes from one address
    VISAVIS_ORG: 'Chauffage Exemple',
    VISAVIS_ADMIN_EMAIL: admin.email,
    VISAVIS_ADMIN_PASSWORD: admin.password,
    ...env,
  })
  let identity: Record<string, string> = {}
  /** As the administrator, or as whom `headers` say. */
  const send = async (method: string, path: string, body: unknown, headers = identity): Promise<Answer> => {
    const response = await fetch(`${house.address}${path}`, {
      method,
      headers: { 'content-type': 'application/json', ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
    const [cookie] = response.headers.getSetCookie()
    if (cookie) identity = { cookie: cookie.split(';')[0]! }
    return (await response.json()) as Answer
  }
  const post = (path: string, body: unknown, headers?: Record<string, string>) => send('POST', path, body, headers)
  await post('/api/session', admin)
  return {
    databaseUrl: store.url,
    client,
    port: Number(new URL(house.address).port),
    post,
    get: (path: string) => send('GET', path, undefined),
    put: (path: string, body: unknown) => send('PUT', path, body),
    peakMb: house.peakMb,
    /** Ends the server; its database stays until the end. */
    stop: () => house.stop(),
    async [Symbol.asyncDispose]() {
      await house.stop()
      await client.end()
      await store.release()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}
