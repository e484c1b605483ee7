// Answers taken in over HTTP, and the page of results with its filters: `npm run bench -- answers [ANSWERS] [TAKEN]`.
//
// ANSWERS whole answers (1,000,000 by default; four to six questions each) over two years and 12 sites, written by the
// product's own statements; TAKEN more over HTTP at a public address, 32 kept-alive connections, each kept with its event
// before it is acknowledged; then the page of results for many periods, sites and channels; then the gate over 5,000 groups. Client, server and PostgreSQL 18 share 2 cores (23 GiB, Debian 12,
// Node 24). Limits: p95 200 ms, 500 whole answers a second, 5,000 groups in 1 s.
// 30 November 2026, other work beside it: 992/s, p99 78 ms; results p50 18, p95 101 ms (by day alone, before months were
// counted too: p95 427 ms); the figures are those of the answers.
import { gate } from '#engine/measures'
import { seeded } from '../src/demo/random.ts'
import { hammer, show } from './load/hammer.ts'
import { benchHouse } from './load/house.ts'

const [answers, taken] = [Number(process.argv[2] ?? 1_000_000), Number(process.argv[3] ?? 10_000)]
const limits = { p95Ms: 200, perSecond: 500, gateMs: 1000 }
const days = 730
const dayMs = 86_400_000

await using house = await benchHouse()
const { client, port } = house
const sites: string[] = []
for (let n = 0; n < 12; n += 1) {
  const made = await house.post('/api/sites', { name: `Site ${n + 1}`, phone: `+33261910${String(100 + n)}` })
  sites.push(made.id)
}
const { id } = await house.post('/api/questionnaires', {
  name: 'Avis',
  audience: 'customers',
  template: 'after-contact',
})
const published = (await house.post(`/api/questionnaires/${id}/versions`, {})) as unknown as {
  versions: { id: string }[]
}
const versionId = published.versions[0]!.id
const link = (await house.post('/api/answer-links', {
  questionnaireId: id,
  channel: 'page',
  name: 'Mesure',
  siteId: sites[0],
})) as unknown as { url: string }
const token = link.url.split('/r/')[1]!

const began = performance.now()
await client.query(
  `insert into engine.answer (org_id, submission_id, questionnaire_id, version_id, channel, language, site_id, answers, marks, score, answered_at, day)
   select q.org_id, gen_random_uuid(), q.id, $2, (array['page', 'qr', 'mail'])[1 + n % 3], 'fr', ($3::uuid[])[1 + n % 12],
     jsonb_build_object('nps', nps, 'effort', effort, 'solved', solved), array['nps=' || nps, 'effort=' || effort, 'solved=' || solved,
       case when nps <= 6 then 'why=*' else 'praise=*' end], 50, at, (at at time zone 'Europe/Paris')::date
   from engine.questionnaire q, generate_series(1, $4::int) n,
     lateral (select (n::bigint * 7919) % 11 as nps, 1 + (n::bigint * 31) % 7 as effort, (array['yes', 'partly', 'no'])[1 + n % 3] as solved,
       now() - (n::bigint * 104729 % ($5::int * 86400)) * interval '1 second' as at) v
   where q.id = $1`,
  [id, versionId, sites, answers, days],
)
console.log(`${answers} answers written in ${((performance.now() - began) / 1000).toFixed(0)} s`)

// The product counts them as it counts what comes in.
const counting = performance.now()
const common = { port, connections: 32, headers: { 'content-type': 'application/json' }, expect: '"id"' }
const blow = { ...common, method: 'POST', path: `/r/${token}/answers`, body: { answersTo: versionId } } as const
await hammer({ ...blow, requests: 200 })
for (;;) {
  const { rows } = await client.query<{ left: boolean }>(
    'select exists (select from engine.answer where not counted) as left',
  )
  if (!rows[0]!.left) break
  await new Promise((resolve) => setTimeout(resolve, 500))
}
console.log(`all counted by day after ${((performance.now() - counting) / 1000).toFixed(0)} s`)
await client.query('analyze')

const toll = await hammer({ ...blow, requests: taken })
show('taken', toll)
const { rows } = await client.query<{ n: number }>(
  `select count(*)::int as n from engine.answer where link_id is not null`,
)
const allKept = rows[0]!.n === taken + 200

const random = seeded('answers')
const day = (back: number) => new Date(Date.now() - back * dayMs).toISOString().slice(0, 10)
const periods = [7, 30, 90, 365, 700]
const times: { ms: number; length: number }[] = []
for (let n = 0; n < 200; n += 1) {
  const length = periods[n % periods.length]!
  const query = new URLSearchParams({ from: day(length - 1) })
  if (random() < 0.5) query.set('siteId', sites[Math.floor(random() * 12)]!)
  if (random() < 0.3) query.set('channel', ['page', 'qr', 'mail'][Math.floor(random() * 3)]!)
  const from = performance.now()
  await house.get(`/api/questionnaires/${id}/results?${query.toString()}`)
  times.push({ ms: performance.now() - from, length })
}
const at = (list: number[], share: number) => list.toSorted((a, b) => a - b)[Math.floor(list.length * share)]!
for (const length of periods) {
  const own = times.filter((one) => one.length === length).map(({ ms }) => ms)
  console.log(
    `${String(length).padStart(4)} days   p50 ${at(own, 0.5).toFixed(0)} ms  p95 ${at(own, 0.95).toFixed(0)} ms`,
  )
}
const all = times.map(({ ms }) => ms)

// The figures are those of the answers.
const shown = (await house.get(`/api/questionnaires/${id}/results?from=${day(89)}`)) as unknown as {
  answers: number
  questions: { key: string; counts: { value: string; n: number }[] }[]
}
const { rows: counted } = await client.query<{ n: number; nines: number }>(
  `select count(*)::int as n, (count(*) filter (where answers ->> 'nps' = '9'))::int as nines from engine.answer
   where questionnaire_id = $1 and day >= $2::date`,
  [id, day(89)],
)
const nines = shown.questions.find(({ key }) => key === 'nps')!.counts.find(({ value }) => value === '9')?.n
const equal = shown.answers === counted[0]!.n && nines === counted[0]!.nines

// Which of 5,000 groups of any depth may be told.
const tree = Array.from({ length: 5000 }, (_, n) => ({
  name: `g${n}`,
  n: 0,
  parent: n === 0 ? undefined : `g${Math.floor((n - 1) / 8)}`,
}))
for (let n = tree.length - 1; n >= 0; n -= 1) {
  tree[n]!.n += Math.floor(random() * 9)
  if (n > 0) tree[Math.floor((n - 1) / 8)]!.n += tree[n]!.n
}
const gating = performance.now()
const hidden = gate(tree).filter((reason) => reason !== null).length
const gateMs = performance.now() - gating
console.log(`${tree.length} groups, ${hidden} hidden, in ${gateMs.toFixed(0)} ms`)

const result = {
  gateMs: Math.round(gateMs),
  answers,
  resultsP50Ms: Math.round(at(all, 0.5)),
  resultsP95Ms: Math.round(at(all, 0.95)),
  takenPerSecond: Math.round(toll.perSecond),
  takenP99Ms: Math.round(toll.p99Ms),
  errors: toll.errors,
  allKept,
  equal,
  limits,
}
console.log(JSON.stringify(result))
