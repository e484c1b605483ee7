import { expect, test } from 'vitest'
import { addLine } from '#engine/people'
import { anOrg, aPhone, aSite } from '#test/factories'
import { type Client, testServer } from '#test/server'

const { db, query, orgId, anonymous, signIn, apiKey } = await testServer()
const rivalId = (await anOrg(query)).orgId
const site = await aSite(db, { orgId })
const [program, supervisor, adviser] = [
  await apiKey(['calls.record']),
  await signIn('supervisor'),
  await signIn('adviser'),
]
const rival = await signIn('owner', rivalId)

let made = 0
const aTelling = (given: object = {}) => ({
  externalId: `api-${(made += 1)}`,
  to: site.phone,
  status: 'no-answer',
  startedAt: '2026-11-23T09:00:00Z',
  ...given,
})
const tell = async (body: unknown, client: Client = program): Promise<Record<string, unknown>> => {
  const response = await client('/api/calls', { body })
  return { ...((await response.json()) as Record<string, unknown>), status: response.status }
}
const deliveries = async () => (await query('select count(*)::int as n from engine.delivery'))[0]!.n
const quarantine = async (client: Client = supervisor, query = '') =>
  (await (await client(`/api/deliveries${query}`)).json()) as {
    items: { id: string; body: string; reason: { code: string; message: string } | null; attempts: number }[]
    next: string | null
    total: number
  }

test('only who may tell calls tells them', async () => {
  expect(await tell(aTelling(), anonymous)).toMatchObject({ status: 401, code: 'session.required' })
  expect(await tell(aTelling(), supervisor)).toMatchObject({ status: 403, code: 'right.missing' })
  expect(await tell(aTelling(), await apiKey(['calls.read']))).toMatchObject({ status: 403, code: 'right.missing' })
  expect((await anonymous('/api/deliveries')).status).toBe(401)
  expect((await adviser('/api/deliveries')).status).toBe(403)
})

test.each([
  ['no id', { externalId: undefined }, 'externalId'],
  ['an empty id', { externalId: '' }, 'externalId'],
  ['an id of 201 characters', { externalId: 'x'.repeat(201) }, 'externalId'],
  ['a null character, which the database cannot hold', { externalId: 'a\0b' }, 'externalId'],
  ['half a character', { from: '\ud800' }, 'from'],
  ['an unknown status', { status: 'gone' }, 'status'],
  ['a date that does not exist', { startedAt: '2026-02-31T09:00:00Z' }, 'startedAt'],
  ['a year that does not exist', { startedAt: '0000-01-01T00:00:00Z' }, 'startedAt'],
  ['a talk below zero', { status: 'completed', talkSeconds: -1 }, 'talkSeconds'],
  ['a talk longer than a week', { status: 'completed', talkSeconds: 604_801 }, 'talkSeconds'],
])('a call with %s is refused by name, and nothing is kept', async (_, given, path) => {
  const before = await deliveries()
  expect(await tell(aTelling(given))).toMatchObject({ status: 400, code: 'input.invalid', errors: [{ path }] })
  expect(await deliveries()).toBe(before)
})

test('a call to an unknown number is refused with a sentence, kept, and passes when tried again after the mend', async () => {
  const phone = aPhone()
  const call = aTelling({ to: phone })
  const refused = await tell(call)
  expect(refused).toMatchObject({ status: 422, code: 'call.unknown_number' })
  expect(String(refused.detail)).toContain('Déclarez')

  const { items, total } = await quarantine()
  expect(total).toBe(1)
  const [kept] = items
  expect(kept).toMatchObject({ attempts: 1, reason: { code: 'call.unknown_number' } })
  expect(JSON.parse(kept!.body)).toMatchObject(call)
  expect((await quarantine(rival)).total, 'the other organisation').toBe(0)

  const retry = (client: Client, id = kept!.id) => client(`/api/deliveries/${id}/retry`, { method: 'PUT' })
  expect((await retry(rival)).status).toBe(404)
  expect((await retry(adviser)).status).toBe(403)
  expect((await retry(supervisor, '019ab000-0000-7000-8000-000000000000')).status).toBe(404)
  expect(await (await retry(supervisor)).json(), 'too early').toMatchObject({ state: 'refused', attempts: 2 })

  await db.as({ orgId }, (tx) => addLine(tx, site.id, phone))
  expect(await (await retry(supervisor)).json()).toMatchObject({ state: 'done', attempts: 3, reason: null })
  expect((await retry(supervisor)).status, 'already done').toBe(409)
  expect((await quarantine()).total).toBe(0)
  expect(await tell(call), 'told again').toMatchObject({ status: 201, changed: false })
})

test('retried by two people at once, it is one call', async () => {
  const phone = aPhone()
  const { externalId } = aTelling()
  await tell(aTelling({ to: phone, externalId }))
  const { id } = (await quarantine()).items[0]!
  await db.as({ orgId }, (tx) => addLine(tx, site.id, phone))
  const answers = await Promise.all(
    [1, 2, 3].map(() => supervisor(`/api/deliveries/${id}/retry`, { method: 'PUT' }).then(({ status }) => status)),
  )
  expect(answers).toContain(200)
  expect(answers.every((status) => status === 200 || status === 409)).toBe(true)
  const calls = await query('select count(*)::int as n from engine.interaction where external_id = $1', [externalId])
  expect(calls).toEqual([{ n: 1 }])
})

test('the quarantine is read in steps, newest first, and a made-up place in it is refused', async () => {
  const before = (await quarantine()).total
  for (let n = 0; n < 5; n += 1) await tell(aTelling({ to: aPhone() }))
  const first = await quarantine(supervisor, '?limit=3')
  const second = await quarantine(supervisor, `?limit=200&cursor=${first.next}`)
  const ids = [...first.items, ...second.items].map(({ id }) => id)
  expect(ids).toHaveLength(before + 5)
  expect(ids).toEqual([...new Set(ids)].toSorted().toReversed())

  for (const cursor of ['x', Buffer.from('["x"]').toString('base64url')])
    expect((await supervisor(`/api/deliveries?cursor=${cursor}`)).status, cursor).toBe(422)
})
