import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, expect, test } from 'vitest'
import { databaseUrl } from '#kernel/db'
import { clear, newDataDir, postgresOf, startProduct } from './product.ts'

/* PostgreSQL goes away under load, in order or crashing, and comes back: the product heals by itself. */

const admin = { email: 'camille@exemple.fr', password: 'une phrase assez longue' }
const clusterDir = await newDataDir()
const { url: DATABASE_URL } = await databaseUrl({ dataDir: clusterDir })
const product = await startProduct({
  env: {
    DATABASE_URL,
    RATE_LIMITS: 'off',
    VISAVIS_ORG: 'Exemple',
    VISAVIS_ADMIN_EMAIL: admin.email,
    VISAVIS_ADMIN_PASSWORD: admin.password,
  },
})
afterAll(async () => {
  await product.stop()
  await clear(clusterDir)
})

const send = (path: string, body: object, headers: Record<string, string>) =>
  fetch(product.url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(30_000),
  })
const session = await send('/api/session', admin, {})
const cookie = session.headers.getSetCookie()[0]!.split(';')[0]!
await send('/api/sites', { name: 'Nantes', phone: '02 61 91 00 01' }, { cookie })
const { secret } = (await (
  await send('/api/api-keys', { name: 'Standard', scopes: ['calls.record'] }, { cookie })
).json()) as { secret: string }

/** As a careful program: what is not acknowledged is told again. */
const tell = (n: number) =>
  send(
    '/api/calls',
    {
      externalId: `appel-${n}`,
      to: '02 61 91 00 01',
      from: '06 39 98 00 01',
      status: 'no-answer',
      startedAt: '2026-11-02T09:00:00Z',
    },
    { authorization: `Bearer ${secret}` },
  ).then(
    async (reply) => ({ status: reply.status, text: await reply.text() }),
    () => ({ status: 0, text: '' }),
  )

const statusOf = (path: string) =>
  fetch(product.url + path).then(
    ({ status }) => status,
    () => 0,
  )

test.each([
  ['stopped in order', 'SIGINT'],
  ['crashing', 'SIGQUIT'],
] as const)('%s, it loses no call and makes none twice', { timeout: 120_000 }, async (manner, signal) => {
  const alive = new Set<number>()
  const ready: number[] = []
  const refused: { status: number; text: string }[] = []
  const acknowledged = new Set<number>()
  const first = manner === 'crashing' ? 100_000 : 0
  let last = first
  const over = new AbortController()
  const watch = (async () => {
    while (!over.signal.aborted) {
      alive.add(await statusOf('/healthz'))
      ready.push(await statusOf('/readyz'))
      await wait(50)
    }
  })()
  const callers = Array.from({ length: 16 }, async () => {
    while (!over.signal.aborted) {
      const n = (last += 1)
      for (;;) {
        const reply = await tell(n)
        if (reply.status === 201 || reply.status === 200) break
        refused.push(reply)
        await wait(100)
      }
      acknowledged.add(n)
    }
  })
  await expect.poll(() => acknowledged.size).toBeGreaterThan(50)
  process.kill((await postgresOf(clusterDir))!, signal)
  await expect.poll(() => ready.at(-1), { timeout: 10_000 }).toBe(503)
  await databaseUrl({ dataDir: clusterDir })
  const before = acknowledged.size
  await expect.poll(() => acknowledged.size, { timeout: 30_000 }).toBeGreaterThan(before + 50)
  await expect.poll(() => ready.at(-1), { timeout: 30_000 }).toBe(200)
  over.abort()
  await Promise.all([...callers, watch])

  expect([...alive]).toEqual([200])
  // Each refusal is a sentence with a code, and tells nothing of what is behind.
  for (const { status, text } of refused) {
    expect(status, text).toBe(503)
    expect(text).toMatch(/"code":"server\.\w+"/)
    expect(text).not.toMatch(/ECONN|terminating|postgres/i)
  }
  expect(refused.length).toBeGreaterThan(0)

  const database = new pg.Client({ connectionString: DATABASE_URL })
  await database.connect()
  const read = async (sql: string, values: unknown[] = []) =>
    (await database.query<Record<string, unknown>>(sql, values)).rows
  await expect
    .poll(
      () =>
        read(
          'select task_identifier as task, attempts, run_at, locked_at, last_error from graphile_worker.jobs limit 3',
        ),
      { timeout: 90_000, interval: 300 },
    )
    .toEqual([])
  const kept = await read(
    `select count(*)::int as calls, count(distinct external_id)::int as different, count(t.id)::int as tracked
     from engine.interaction i left join customer.tracked_call t on t.id = i.id
     where substring(external_id from 7)::int between $1 and $2`,
    [first, last],
  )
  const calls = acknowledged.size
  expect(kept).toEqual([{ calls, different: calls, tracked: calls }])
  await database.end()
})
