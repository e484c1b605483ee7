// Visits recorded and numbers lent, against the bare limits of Fastify and of one insert: `npm run bench -- visit [VISITS]`.
//
// 50,000 visits, each a new visitor with consent, pool of 500 numbers, 64 kept-alive connections; client, server and
// PostgreSQL 18 share 2 cores (23 GiB, Debian 12, Node 24). 25 November 2026, nothing else running, several runs:
//   visits 2,309 to 2,638/s, p50 23 to 27 ms, p99 34 to 50 ms, 0 errors, 0 overlapping leases
//   bare Fastify 26,341 to 36,908/s, p99 7 to 9 ms; bare insert at 32 connections 7,193 to 9,197/s
//   share of the bare insert 0.26 to 0.32 (target 0.25), p99 target 50 ms
// The tail is PostgreSQL making its log's segments: see --wal-segsize in src/kernel/db/embedded.ts.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { databaseUrl } from '#kernel/db'
import { hammer } from './load/hammer.ts'
import { startProcess } from './load/process.ts'

const visits = Number(process.argv[2] ?? 50_000)
const warmUp = 2000
const connections = 64
const poolSize = 500
const admin = { email: 'admin@exemple.fr', password: 'motdepasse-long' }

/** A site, a pool and a website, made through the public API. @returns the website's key. */
async function furnish(address: string): Promise<string> {
  let cookie = ''
  const post = async (path: string, body: unknown) => {
    const response = await fetch(`${address}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie },
      body: JSON.stringify(body),
    })
    if (!response.ok) throw new Error(`POST ${path}: ${response.status} ${await response.text()}`)
    cookie ||= response.headers.getSetCookie()[0]?.split(';')[0] ?? ''
    return (await response.json()) as { id: string; key: string }
  }
  await post('/api/session', admin)
  const { id: siteId } = await post('/api/sites', { name: 'Nantes', phone: '02 61 91 00 01' })
  const phones = Array.from({ length: poolSize }, (_, i) => `0465710${String(i).padStart(3, '0')}`)
  await post('/api/pools', { siteId, name: 'Site web', phones })
  await post('/api/campaigns', { name: 'Printemps', medium: 'cpc', channel: 'Paid Search', code: 'printemps' })
  return (await post('/api/websites', { siteId, host: 'www.exemple.fr' })).key
}

/** That every visit answered is there, with its page and its lease, and that no number had two holders at once. */
async function checkRows(client: pg.Client, expected: number): Promise<boolean> {
  const { rows } = await client.query<Record<string, number>>(`select
    (select count(*)::int from customer.visitor) as visitors, (select count(*)::int from customer.visit) as visits,
    (select count(*)::int from customer.page_view) as views, (select count(distinct visit_id)::int from customer.lease) as leases,
    (select count(*)::int from (select upper(held) > lead(lower(held)) over (partition by number_id order by held) as overlap from customer.lease) l where overlap) as overlapping`)
  const { overlapping, ...counts } = rows[0]!
  console.log(`rows: ${JSON.stringify(counts)}, ${overlapping} overlapping`)
  return overlapping === 0 && Object.values(counts).every((count) => count === expected)
}

/** Rows per second that PostgreSQL takes one by one, each its own transaction, from 32 connections for 5 s. */
async function bareInsert(url: string): Promise<number> {
  const pool = new pg.Pool({ connectionString: url, max: 32 })
  await pool.query(`create table public.bare (id uuid primary key default uuidv7(), visitor_id uuid not null, started_at timestamptz not null default now(),
    last_seen_at timestamptz not null default now(), landing_url text not null, referrer text not null, source text not null, medium text not null,
    channel text not null, campaign text, term text, click_ids jsonb not null, consent_text text)`)
  const statement = `insert into public.bare (visitor_id, landing_url, referrer, source, medium, channel, campaign, click_ids, consent_text)
    values (uuidv7(), $1, $2, $3, $4, $5, $6, $7, $8) returning id`
  const values = [
    'https://www.exemple.fr/devis?utm_source=google&utm_medium=cpc&utm_campaign=printemps&gclid=Cj0KCQjw42',
    'https://www.google.com/',
    'google',
    'cpc',
    'Paid Search',
    'printemps',
    '{"gclid":"Cj0KCQjw42"}',
    '2026-01',
  ]
  let done = 0
  const from = performance.now()
  const until = from + 5000
  await Promise.all(
    Array.from({ length: 32 }, async () => {
      while (performance.now() < until) {
        await pool.query(statement, values)
        done++
      }
    }),
  )
  const seconds = (performance.now() - from) / 1000
  await pool.end()
  return done / seconds
}

const show = (what: string, { perSecond, p50Ms, p99Ms, errors }: Awaited<ReturnType<typeof hammer>>) =>
  console.log(
    `${what.padEnd(16)} ${perSecond.toFixed(0).padStart(6)}/s  p50 ${p50Ms.toFixed(1)} ms  p99 ${p99Ms.toFixed(1)} ms  ${errors} errors`,
  )

const dataDir = await mkdtemp(join(tmpdir(), 'visavis-bench-'))
const store = await databaseUrl({ dataDir })
// Whoever works with the database under this name keeps it running when the server leaves.
const client = new pg.Client({ connectionString: store.url, application_name: 'visavis bench' })
await client.connect()
try {
  const house = await startProcess(['src/main.ts', 'start'], {
    NODE_ENV: 'production',
    DATA_DIR: dataDir,
    PORT: '0',
    RATE_LIMITS: 'off', // all visitors of this benchmark have one address
    VISAVIS_ORG: 'Chauffage Exemple',
    VISAVIS_ADMIN_EMAIL: admin.email,
    VISAVIS_ADMIN_PASSWORD: admin.password,
  })
  const blows = { port: Number(new URL(house.address).port), path: '/t/visit', connections, expect: '"t":"+33465710' }
  const key = await furnish(house.address)
  await hammer({ ...blows, key, requests: warmUp })
  const visit = await hammer({ ...blows, key, requests: visits })
  show('visits', visit)
  await house.stop()
  const rowsChecked = (await checkRows(client, warmUp + visits)) && visit.errors === 0

  const constant = await startProcess(['bench/load/constant.ts'])
  const bare = { ...blows, key, port: Number(new URL(constant.address).port) }
  await hammer({ ...bare, requests: warmUp })
  const bareFastify = await hammer({ ...bare, requests: visits })
  show('bare Fastify', bareFastify)
  await constant.stop()

  const bareInsertPerSecond = await bareInsert(store.url)
  console.log(`bare insert      ${bareInsertPerSecond.toFixed(0).padStart(6)}/s`)
  console.log(
    JSON.stringify({
      bench: 'visit',
      visitsPerSecond: Math.round(visit.perSecond),
      p99Ms: Math.round(visit.p99Ms * 10) / 10,
      bareFastifyPerSecond: Math.round(bareFastify.perSecond),
      bareInsertPerSecond: Math.round(bareInsertPerSecond),
      shareOfBareInsert: Math.round((visit.perSecond / bareInsertPerSecond) * 1000) / 1000,
      targetShare: 0.25,
      targetP99Ms: 50,
      rowsChecked,
    }),
  )
} finally {
  await client.end()
  await store.release()
  await rm(dataDir, { recursive: true, force: true })
}
