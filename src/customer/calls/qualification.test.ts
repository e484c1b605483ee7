import { expect, test } from 'vitest'
import { codeOf } from '#test/answers'
import { anOrg } from '#test/factories'
import { testServer } from '#test/server'
import type { Call, CallStatistics, Qualification, QualificationRule } from './contract.ts'

// Which calls are left out of the figures: by rule, by hand; nothing is deleted, and all of it can be undone.

const house = await testServer()
const owner = await house.signIn('owner')
const auditor = await house.signIn('auditor')
const rivalOrg = await anOrg(house.query)
const rival = await house.signIn('owner', rivalOrg.orgId)
const json = async <T>(reply: Promise<Response>) => (await reply).json() as Promise<T>

const site = await json<{ id: string }>(owner('/api/sites', { body: { name: 'Nantes', phone: '02 61 91 00 01' } }))
const { id: campaignId } = await json<{ id: string }>(
  owner('/api/campaigns', { body: { name: 'Dépliant', medium: 'print', channel: 'Print' } }),
)
const lines = ['01 99 00 12 30', '01 99 00 12 31', '01 99 00 12 32']
for (const phone of lines) await owner('/api/numbers', { body: { siteId: site.id, campaignId, phone } })

const day = new Date(Date.now() - 2 * 86_400_000).toISOString().slice(0, 10)
let calls = 0
type Told = { to?: string; talkSeconds?: number }
async function call(from: string | null, time: string, { to = lines[0], talkSeconds }: Told = {}): Promise<string> {
  const startedAt = `${day}T${time}:00Z`
  const answered = talkSeconds === undefined ? {} : { answeredAt: startedAt, talkSeconds }
  const status = talkSeconds === undefined ? 'no-answer' : 'completed'
  const body = { externalId: `q${(calls += 1)}`, from, to, status, startedAt, ...answered }
  const { id } = await json<{ id: string }>(owner('/api/calls', { body }))
  await house.settled()
  return id
}
const rule = (kind: QualificationRule['kind'], more: Partial<QualificationRule> = {}) => ({ kind, since: day, ...more })
const put = (...rules: object[]) => owner('/api/call-qualification', { method: 'PUT', body: { rules } })
const why = async (id: string) => (await json<Call>(owner(`/api/calls/${id}`))).quarantine
const becomes = (id: string, reason: string | null) => expect.poll(() => why(id)).toBe(reason)
const received = async () => (await json<CallStatistics>(owner(`/api/call-statistics?from=${day}&to=${day}`))).total

const hidden = await call(null, '08:00')
const short = await call('06 39 98 00 01', '09:00', { talkSeconds: 4 })
const long = await call('06 39 98 00 02', '09:10', { talkSeconds: 200 })
const again = await call('06 39 98 00 02', '09:12')
const scans = [
  await call('06 39 98 00 03', '10:00', { to: lines[0] }),
  await call('06 39 98 00 03', '10:20', { to: lines[1] }),
  await call('06 39 98 00 03', '10:40', { to: lines[2] }),
]
const foreign = await call('04 65 71 44 44', '11:00')

test('who may not, another organisation, and rules that say nothing', async () => {
  expect(await codeOf(await auditor('/api/call-qualification', { method: 'PUT', body: { rules: [] } }))).toEqual([
    403,
    'right.missing',
  ])
  expect(
    await codeOf(await rival(`/api/calls/${short}/verdict`, { method: 'PUT', body: { verdict: 'quarantined' } })),
  ).toEqual([404, 'call.not_found'])
  expect(await codeOf(await put(rule('listed')))).toEqual([422, 'qualification.list_missing'])
  expect(await codeOf(await put(rule('listed', { list: ['12'] })))).toEqual([422, 'phone.not_dialable'])
  expect(await codeOf(await put(rule('short'), rule('short')))).toEqual([422, 'qualification.twice'])
  await put(rule('hidden'))
  expect(await json(rival('/api/call-qualification'))).toMatchObject({ rules: [], calls: 0 })
  await becomes(hidden, 'hidden')
})

test.each<[string, object, () => string[]]>([
  ['hidden numbers', rule('hidden'), () => [hidden]],
  ['talks under ten seconds, as usual', rule('short'), () => [short]],
  ['talks under five minutes', rule('short', { least: 300 }), () => [short, long]],
  ['the same caller again within five minutes', rule('repeated'), () => [again]],
  ['within twenty minutes', rule('repeated', { least: 20 }), () => [again, scans[1]!, scans[2]!]],
  ['three numbers within the hour', rule('scan', { least: 3 }), () => scans],
  ['numbers of a list', rule('listed', { list: ['06 39 98 00 02'] }), () => [long, again]],
  ['another zone; mobiles and hidden numbers count', rule('zone', { list: ['Nord-Ouest'] }), () => [foreign]],
  ['of a later day on: nothing', { ...rule('hidden'), since: new Date().toISOString().slice(0, 10) }, () => []],
])('%s', async (_, one, held) => {
  const { calls: all, wouldHold } = await json<Qualification>(put(one))
  expect(all).toBe(8)
  await expect.poll(async () => (await received()).quarantined).toBe(held().length)
  expect((await received()).received).toBe(8 - held().length)
  for (const id of held()) expect(await why(id)).toBe((one as QualificationRule).kind)
  const { items } = await json<{ items: Call[] }>(owner(`/api/calls?from=${day}&to=${day}&quarantine=yes`))
  expect(items.map(({ id }) => id).toSorted()).toEqual(held().toSorted())
  const said = wouldHold.find(({ kind }) => kind === (one as QualificationRule).kind)!
  if ((one as QualificationRule).since === day) expect(said.calls).toBe(held().length)
})

test('a rule taken back gives its calls back', async () => {
  await put(rule('hidden'), rule('short'))
  await expect.poll(async () => (await received()).quarantined).toBe(2)
  await put()
  await expect.poll(async () => (await received()).quarantined).toBe(0)
})

test('a new call is looked at as it comes; told later that it was longer, it is counted', async () => {
  await put(rule('short'))
  const startedAt = `${day}T12:00:00Z`
  const told = { externalId: 'long', from: '06 39 98 00 09', to: lines[0], startedAt }
  const send = (more: object) => json<{ id: string }>(owner('/api/calls', { body: { ...told, ...more } }))
  const { id } = await send({ status: 'completed', talkSeconds: 4 })
  await expect.poll(async () => (await owner(`/api/calls/${id}`)).status).toBe(200)
  await becomes(id, 'short')
  await send({ status: 'completed', answeredAt: startedAt, talkSeconds: 90 })
  await becomes(id, null)
})

test('of two calls that repeat each other, the later may be told first', async () => {
  await put(rule('repeated'))
  const later = await call('06 39 98 00 12', '14:03')
  expect(await why(later)).toBe(null)
  const earlier = await call('06 39 98 00 12', '14:00')
  await becomes(later, 'repeated')
  expect(await why(earlier)).toBe(null)
})

test('somebody’s verdict is over the rules, until it is taken back', async () => {
  await put(rule('short'))
  await becomes(short, 'short')
  const judge = (id: string, verdict: string | null) =>
    json(owner(`/api/calls/${id}/verdict`, { method: 'PUT', body: { verdict } }))
  expect(await judge(short, 'counted')).toEqual({ id: short, quarantine: null })
  expect(await judge(long, 'quarantined')).toEqual({ id: long, quarantine: 'hand' })
  await put(rule('short', { least: 400 }))
  expect([await why(short), await why(long)]).toEqual([null, 'hand'])
  expect(await judge(short, null)).toEqual({ id: short, quarantine: 'short' })
})

test('who had bought before: to count new ones only', async () => {
  const sale = { reference: 'F1', soldOn: '2026-01-05', amountCents: 100, customer: { phones: ['04 65 71 44 44'] } }
  await owner('/api/sales', { body: { items: [sale] } })
  await expect.poll(async () => (await json<Call>(owner(`/api/calls/${foreign}`))).customer).toBe(true)
  await put(rule('customer'))
  await becomes(foreign, 'customer')
  await owner('/api/sales', { body: { items: [{ ...sale, amountCents: 0 }] } })
  await becomes(foreign, null)
})
