// Visits recorded and numbers lent, against the bare limits of Fastify and of one insert: `npm run bench -- visit [VISITS]`.
//
// 50,000 visits, each a new visitor with consent, pool of 500 numbers, 64 kept-alive connections; client, server and
// PostgreSQL 18 share 2 cores (23 GiB, Debian 12, Node 24). 25 November 2026, nothing else running:
//   visits 3,165/s, p99 30 ms, 0 errors, 0 overlapping leases
//   bare Fastify 35,384/s; bare insert at 32 connections 8,602/s
//   share of the bare insert 0.37 (target 0.25), p99 target 50 ms
// An index on visits that begins with org_id makes it 420 to 640 a second, p99 170 to 380 ms, in most runs: the statistics
// of a young database are unknown, and page views then find their visit through it.
// The tail is PostgreSQL making its log's segments: see --wal-segsize in src/kernel/db/embedded.ts.
import type pg from 'pg'
import { bareQuery } from './load/bare-query.ts'
import { hammer, show } from './load/hammer.ts'
import { benchHouse } from './load/house.ts'
import { startProcess } from './load/process.ts'

const visits = Number(process.argv[2] ?? 50_000)
const warmUp = 2000
const connections = 64
const poolSize = 500

/** A site, a pool and a website, made through the public API. @returns the website's key. */
async function furnish(post: Awaited<ReturnType<typeof benchHouse>>['post']): Promise<string> {
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

/** A table of the same columns for the bare insert, without a law. */
const bareTable = `create table public.bare (id uuid primary key default uuidv7(), visitor_id uuid not null, started_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(), landing_url text not null, referrer text not null, source text not null, medium text not null,
  channel text not null, campaign text, term text, click_ids jsonb not null, consent_text text)`
const bareInsert = `insert into public.bare (visitor_id, landing_url, referrer, source, medium, channel, campaign, click_ids, consent_text)
  values (uuidv7(), $1, $2, $3, $4, $5, $6, $7, $8) returning id`
const bareValues = [
  'https://www.exemple.fr/devis?utm_source=google&utm_medium=cpc&utm_campaign=printemps&gclid=Cj0KCQjw42',
  'https://www.google.com/',
  'google',
  'cpc',
  'Paid Search',
  'printemps',
  '{"gclid":"Cj0KCQjw42"}',
  '2026-01',
]

await using house = await benchHouse()
const { client } = house
const blows = {
  port: house.port,
  method: 'POST',
  path: '/t/visit',
  headers: {
    'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
    'content-type': 'text/plain;charset=UTF-8',
  },
  body: { visitsOf: await furnish(house.post) },
  connections,
  expect: '"t":"+33465710',
} as const
await hammer({ ...blows, requests: warmUp })
const visit = await hammer({ ...blows, requests: visits })
show('visits', visit)
await house.stop()
const rowsChecked = (await checkRows(client, warmUp + visits)) && visit.errors === 0

const constant = await startProcess(['bench/load/constant.ts'])
const bare = { ...blows, port: Number(new URL(constant.address).port) }
await hammer({ ...bare, requests: warmUp })
const bareFastify = await hammer({ ...bare, requests: visits })
show('bare Fastify', bareFastify)
await constant.stop()

await client.query(bareTable)
const bareInsertPerSecond = await bareQuery(house.databaseUrl, bareInsert, bareValues)
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
