import { mkdtemp, rm } from 'node:fs/promises'
import { connect, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, expect, test } from 'vitest'
import { readConfig } from '#kernel/config'
import { openDatabase } from '#kernel/db'
import { buildServer } from '#kernel/http'
import { openFiles } from '#kernel/files'
import { openLive } from '#kernel/live'
import { openLog } from '#kernel/log'
import { openMetrics } from '#kernel/metrics'
import { openOutgoing } from '#kernel/outgoing'
import { newKey, vaultOf } from '#kernel/vault'
import { testDb } from '#test/db'
import { anOrg, aPool, aSite } from '#test/factories'
import { collectorRoutes } from './index.ts'
import { createWebsite } from './websites.ts'

const { db, url, query } = await testDb()
const org = await anOrg(query)
const site = await aSite(db, org)
const pool = await aPool(db, org, site.id, 2)
const { key: k } = await db.as(org, (tx) => createWebsite(tx, { siteId: site.id, host: 'www.exemple.fr' }, ''))

/** A way to the database that can be cut. */
const folder = await mkdtemp(join(tmpdir(), 'visavis-line-'))
const { host, port, database, user, password } = new pg.Client({ connectionString: url })
const line = createServer((near) => {
  const far = host.startsWith('/') ? connect(`${host}/.s.PGSQL.${port}`) : connect(port, host)
  for (const [one, other] of [
    [near, far],
    [far, near],
  ] as [Socket, Socket][]) {
    one.pipe(other).on('error', () => {})
    one.on('close', () => other.destroy()).on('error', () => {})
  }
  open.add(near)
})
const open = new Set<Socket>()
const mend = () => new Promise<void>((ready) => line.listen(join(folder, '.s.PGSQL.5432'), ready))
const cut = () =>
  new Promise((closed) => {
    line.close(closed)
    for (const socket of open) socket.destroy()
    open.clear()
  })
await mend()
const far = openDatabase(`postgresql://${user}:${password}@/${database}?host=${encodeURIComponent(folder)}`)

const log = openLog('silent')
const live = await openLive(url, log)
const app = await buildServer(
  {
    db: far,
    config: readConfig({}),
    live,
    vault: vaultOf(newKey()),
    outgoing: openOutgoing(),
    files: openFiles({ dataDir: folder }),
    canMail: false,
    metrics: openMetrics(),
    isWorking: () => true,
  },
  log,
  [collectorRoutes('/* script */')],
  {},
)
afterAll(async () => {
  await app.close()
  await live.close()
  await far.close()
  await cut()
  await rm(folder, { recursive: true })
})

const ask = (more: object = {}) =>
  app.inject({
    method: 'POST',
    url: '/t/visit',
    headers: { 'content-type': 'text/plain', 'user-agent': 'Mozilla/5.0 Firefox/140.0' },
    payload: JSON.stringify({ k, u: 'https://www.exemple.fr/', c: 1, ...more }),
  })
const numbers = pool.map(({ e164 }) => e164)

test('while the database is away every page is told at once, in words that it may read; then all goes on', async () => {
  const first = await ask()
  expect(first.statusCode).toBe(200)
  await cut()
  const replies = await Promise.all(Array.from({ length: 150 }, () => ask()))
  for (const reply of replies) {
    expect([reply.statusCode, reply.json<{ code: string }>().code]).toEqual([503, 'server.busy'])
    expect(reply.headers['access-control-allow-origin']).toBe('*')
    expect(reply.body).not.toMatch(/ENOENT|ECONN|PGSQL|terminated/)
  }
  expect((await ask({ k: 'personne' })).statusCode).toBe(503) // whose key it is cannot be known now
  const { v, s } = first.json<{ v: string; s: string }>()
  const beat = await app.inject({ method: 'POST', url: '/t/event', payload: { k, v, s, e: 'beat' } })
  expect(beat.statusCode).toBe(503)
  expect((await app.inject('/t.js')).statusCode).toBe(200)

  await mend()
  const next = await ask({ v, s })
  expect([next.statusCode, next.json<{ s: string }>().s]).toEqual([200, s])
  expect(numbers).toContain(next.json<{ n: { t: string }[] }>().n[0]!.t)
  const [count] = await query('select count(*)::int as n from customer.visit')
  expect(count!.n).toBe(1)
})
