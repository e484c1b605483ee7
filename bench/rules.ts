// From an event to what a rule does about it, heard by another program, beside a bare job: `npm run bench -- rules [SECONDS]`.
//
// 100 requests opened each second for 30 s, 50 rules that look at each, one of which tells a webhook on loopback; from the
// reply that accepts the event to the webhook's arrival. Client, server and PostgreSQL 18 share 2 cores (23 GiB, Debian
// 12, Node 24). 25 November 2026, load average 1 before:
//   p50 14 ms, p95 33 ms (target 200), p99 63 ms; from before the request p95 42 ms; all 3,000 once
//   a job that does nothing, at the same rate: p95 1.2 ms
// Not this benchmark's: 100 calls each second that a rule tags are too many for this machine (a call that is tagged is
// tracked anew), and wait for some 15 s after 20 s of it.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { setTimeout as wait } from 'node:timers/promises'
import { Logger, run } from 'graphile-worker'
import pg from 'pg'
import { benchHouse } from './load/house.ts'

const seconds = Number(process.argv[2] ?? 30)
const perSecond = 100
const warmUpSeconds = 5
const rules = 50

const quantile = (times: number[], q: number) => times.toSorted((a, b) => a - b)[Math.ceil(q * times.length) - 1]!
const two = (n: number) => String(n).padStart(2, '0')
const rounded = (ms: number) => Math.round(ms * 10) / 10

/** One every 10 ms, whatever became of those before: slowness does not thin out what comes. */
async function atRate(count: number, ask: (n: number) => Promise<void>): Promise<void> {
  const from = performance.now()
  const asked: Promise<void>[] = []
  for (let n = 0; n < count; n++) {
    const due = from + (n * 1000) / perSecond
    if (due > performance.now()) await wait(due - performance.now())
    asked.push(ask(n))
  }
  await Promise.all(asked)
}

/** Told of each action's arrival. */
let heard: (subject: string) => void = () => {}

await using house = await benchHouse({
  LOG_LEVEL: 'warn',
  OUTGOING_ALLOW: '127.0.0.0/8',
  OUTGOING_PORTS: '1-65535',
})
const { client, post } = house
const { secret } = await post('/api/api-keys', { name: 'Mesure', scopes: ['requests.open'] })
const authorization = `Bearer ${secret}`
const receiver = createServer((request, response) => {
  void text(request).then((body) => {
    heard((JSON.parse(body) as { data: { facts: { subject: string } } }).data.facts.subject)
    response.writeHead(204).end()
  })
})
await new Promise<void>((ready) => receiver.listen(0, '127.0.0.1', ready))
const { port } = receiver.address() as AddressInfo
const webhook = { url: `http://127.0.0.1:${port}/`, description: 'Mesure', eventTypes: ['number.retired'] }
const { id: webhookId } = await post('/api/webhooks', webhook)
// Each event is looked at by all of them, and is one's.
for (let n = 0; n < rules; n++)
  await post('/api/rules', {
    name: `Règle ${n}`,
    on: 'request.opened',
    condition: { match: 'all', tests: [{ field: 'subject', is: 'starts_with', value: `Genre ${two(n)}` }] },
    actions: [{ kind: 'webhook', settings: { webhookId } }],
    maxPerHour: 1_000_000,
  })

const dueAt = new Date(Date.now() + 86_400_000).toISOString()
let opened = 0
const measure = async (forSeconds: number) => {
  const asked = new Map<string, { from: number; accepted: number }>()
  const done = new Map<string, number>()
  heard = (subject) => void (done.has(subject) || done.set(subject, performance.now()))
  await atRate(forSeconds * perSecond, async () => {
    const n = (opened += 1)
    const subject = `Genre ${two(n % rules)} numéro ${n}`
    const from = performance.now()
    await post('/api/requests', { subject, dueAt }, { authorization })
    asked.set(subject, { from, accepted: performance.now() })
  })
  const until = performance.now() + 20_000
  while (performance.now() < until && done.size < asked.size) await wait(50)
  const all = [...asked].flatMap(([subject, times]) =>
    done.has(subject) ? [{ ...times, done: done.get(subject)! }] : [],
  )
  return { asked: asked.size, all }
}
await measure(warmUpSeconds)
const { asked, all } = await measure(seconds)
receiver.close()
const sinceAccepted = all.map(({ accepted, done }) => Math.max(0, done - accepted))
const sinceAsked = all.map(({ from, done }) => done - from)
const { rows } = await client.query<{ n: number }>('select count(*)::int as n from engine.rule_firing')
await house.stop()

// What the queue alone takes: a job that does nothing, added at the same rate.
const done = new Map<string, number>()
const runner = await run({
  connectionString: house.databaseUrl,
  concurrency: 4,
  noHandleSignals: true,
  pollInterval: 1000,
  logger: new Logger(() => () => {}),
  taskList: { 'bench.nothing': async (payload) => void done.set((payload as { id: string }).id, performance.now()) },
})
const added = new Map<string, number>()
const pool = new pg.Pool({ connectionString: house.databaseUrl, max: 4 })
await atRate(seconds * perSecond, async (n) => {
  const id = String(n)
  await pool.query(`select graphile_worker.add_job('bench.nothing', $1)`, [JSON.stringify({ id })])
  added.set(id, performance.now())
})
await wait(1000)
await runner.stop()
await pool.end()
const bare = [...added].flatMap(([id, at]) => (done.has(id) ? [Math.max(0, done.get(id)! - at)] : []))

const result = {
  eventsPerSecond: perSecond,
  rules,
  events: asked,
  acted: all.length,
  allOnce: rows[0]?.n === asked + warmUpSeconds * perSecond,
  p50Ms: rounded(quantile(sinceAccepted, 0.5)),
  p95Ms: rounded(quantile(sinceAccepted, 0.95)),
  targetP95Ms: 200,
  p99Ms: rounded(quantile(sinceAccepted, 0.99)),
  p95SinceAskedMs: rounded(quantile(sinceAsked, 0.95)),
  bareJobP95Ms: rounded(quantile(bare, 0.95)),
}
console.log(JSON.stringify({ bench: 'rules', ...result }))
