import { expect, test } from 'vitest'
import { receive, settle } from '#engine/intake'
import type { Actor } from '#kernel/db'
import { testDb } from '#test/db'
import { aCall, aMobile, anOrg, aPhone, aSite } from '#test/factories'
import { addLine } from '#engine/people'
import { wire } from '../../house.ts'
import type { CallEvent } from './contract.ts'
import { firstSpokenSince, getInteraction, recordCall } from './index.ts'

wire()
const { db, query } = await testDb()
const [acme, rival] = [await anOrg(query), await anOrg(query)]
const site = await aSite(db, acme)

const tell = (event: CallEvent, org: Actor = acme, name = 'essai') =>
  db.as(org, (tx) => recordCall(tx, { kind: 'api', name }, event))
const read = (id: string) => db.as(acme, (tx) => getInteraction(tx, id))
const ofCall = async (table: string, id: string) =>
  (await query(`select count(*)::int as n from ${table} where external_id = $1`, [id]))[0]!.n
const told = async (id: string) =>
  (await query(`select count(*)::int as n from core.event where type = 'call.told' and data->>'callId' = $1`, [id]))[0]!
    .n

test('a call to a number that is nobody’s is refused, waits in the quarantine, and passes once the number is declared', async () => {
  const phone = aPhone()
  const call = aCall({ to: phone })
  const { id } = await db.as(acme, (tx) => receive(tx, { source: 'api', context: {}, body: JSON.stringify(call) }))
  await expect(settle(db, acme, id)).rejects.toMatchObject({ code: 'call.unknown_number', status: 422 })
  const [kept] = await query('select state, reason_code, attempts, body from engine.delivery where id = $1', [id])
  expect(kept).toEqual({
    state: 'refused',
    reason_code: 'call.unknown_number',
    attempts: 1,
    body: JSON.stringify(call),
  })
  expect(await ofCall('engine.interaction', call.externalId)).toBe(0)

  await db.as(acme, (tx) => addLine(tx, site.id, phone))
  const recorded = await settle(db, acme, id)
  expect(recorded).toMatchObject({ outcome: 'missed', siteId: site.id, changed: true })
  expect(await query('select state, reason_code from engine.delivery where id = $1', [id])).toEqual([
    { state: 'done', reason_code: null },
  ])
  expect(await settle(db, acme, id), 'processed again').toMatchObject({ changed: false })
  expect(await ofCall('engine.interaction', call.externalId)).toBe(1)
})

test('a number of another organisation is unknown, and its calls can be neither seen nor changed', async () => {
  const call = aCall({ to: site.phone })
  await expect(tell(call, rival)).rejects.toMatchObject({ code: 'call.unknown_number' })
  const { id } = await tell(call)
  await expect(db.as(rival, (tx) => getInteraction(tx, id))).rejects.toMatchObject({ code: 'call.not_found' })

  const theirs = await aSite(db, rival)
  const same = await tell({ ...call, to: theirs.phone, status: 'completed', talkSeconds: 30 }, rival)
  expect(same.id).not.toBe(id)
  expect((await read(id)).outcome).toBe('missed')
})

test.each([
  ['nothing', null],
  ['a word', 'anonymous'],
  ['the word dialled on a keypad', '+266696687'],
  ['another word', 'Restricted'],
])('a hidden caller (%s) is nobody', async (_, from) => {
  const before = await query('select count(*)::int as n from engine.person')
  const { id } = await tell(aCall({ to: site.phone, from }))
  expect(await read(id)).toMatchObject({ personId: null, caller: null, firstOfPerson: false })
  expect(await query('select count(*)::int as n from engine.person')).toEqual(before)
})

test.each([
  ['a short number', '3949', '3949'],
  ['La Réunion', '0692 00 00 00', '+262692000000'],
  ['Martinique, as a trunk writes it', '596596000000', '+596596000000'],
  ['Monaco', '+377 99 99 99 99', '+37799999999'],
])('a caller from %s is one person, however the number is written', async (_, from, caller) => {
  const first = await read((await tell(aCall({ to: site.phone, from }))).id)
  expect(first).toMatchObject({ caller, firstOfPerson: true })
  const second = await read((await tell(aCall({ to: site.phone, from: caller }))).id)
  expect(second).toMatchObject({ personId: first.personId, firstOfPerson: false })
})

test('a caller who hid the number at first is known by the event that gives it', async () => {
  const call = aCall({ to: site.phone, from: null, status: 'ringing' })
  await tell(call)
  const { id } = await tell({ ...call, from: aMobile(), status: 'no-answer' })
  const known = await read(id)
  expect(known).toMatchObject({ firstOfPerson: true })
  expect(known.personId).not.toBeNull()
})

test('an outbound call is of the line that it came from', async () => {
  const customer = aMobile()
  await expect(tell(aCall({ direction: 'outbound', from: aPhone(), to: site.phone }))).rejects.toMatchObject({
    code: 'call.unknown_number',
  })
  await expect(tell(aCall({ direction: 'outbound', from: null, to: customer }))).rejects.toMatchObject({
    code: 'call.unknown_number',
  })
  const { id } = await tell(aCall({ direction: 'outbound', from: site.phone, to: customer }))
  expect(await read(id)).toMatchObject({ siteId: site.id, caller: customer })
})

const answered = { status: 'completed', talkSeconds: 42 } as const

test('the same event twice is one call, told once', async () => {
  const call = aCall({ to: site.phone, ...answered })
  const { id } = await tell(call)
  expect(await tell(call)).toMatchObject({ id, changed: false })
  expect(await told(id)).toBe(1)
})

test('the same id from two sources is two calls', async () => {
  const call = aCall({ to: site.phone })
  const [one, other] = [await tell(call), await tell(call, acme, 'autre')]
  expect(one.id).not.toBe(other.id)
})

test('events of one call lead to the same, in whatever order they come', async () => {
  const from = aMobile()
  const call = aCall({ to: site.phone, from })
  const events: CallEvent[] = [
    { ...call, status: 'ringing', startedAt: '2026-11-23T09:00:00.000Z' },
    { ...call, status: 'in-progress', startedAt: '2026-11-23T09:00:08.000Z', answeredAt: '2026-11-23T09:00:08.000Z' },
    {
      ...call,
      ...answered,
      startedAt: '2026-11-23T09:00:08.000Z',
      answeredAt: '2026-11-23T09:00:08.000Z',
      endedAt: '2026-11-23T09:00:50.000Z',
    },
  ]
  const orders = [
    [0, 1, 2],
    [0, 2, 1],
    [1, 0, 2],
    [1, 2, 0],
    [2, 0, 1],
    [2, 1, 0],
  ]
  for (const [n, order] of orders.entries()) {
    let id = ''
    for (const place of order) ({ id } = await tell({ ...events[place]!, externalId: `ordre-${n}` }))
    const { event, outcome } = await read(id)
    expect({ outcome, ...event }, `order ${order.join()}`).toMatchObject({
      outcome: 'answered',
      startedAt: '2026-11-23T09:00:00.000Z',
      answeredAt: '2026-11-23T09:00:08.000Z',
      endedAt: '2026-11-23T09:00:50.000Z',
      talkSeconds: 42,
    })
  }
})

test('told by ten connections at once, a call is one call of one person, and nothing told is lost', async () => {
  const call = aCall({ to: site.phone })
  const statuses = ['queued', 'initiated', 'ringing', 'in-progress', 'ringing', 'no-answer'] as const
  const events: CallEvent[] = [
    ...statuses.map((status, n) => ({ ...call, status, startedAt: `2026-11-23T09:00:0${9 - n}.000Z` })),
    { ...call, ...answered, startedAt: '2026-11-23T09:00:09.000Z' },
    { ...call, ...answered, startedAt: '2026-11-23T09:00:09.000Z' },
  ]
  const results = await Promise.all(events.map((event) => tell(event)))
  expect(new Set(results.map(({ id }) => id)).size).toBe(1)
  const { event, outcome, personId } = await read(results[0]!.id)
  expect({ outcome, startedAt: event.startedAt, talkSeconds: event.talkSeconds }).toEqual({
    outcome: 'answered',
    startedAt: '2026-11-23T09:00:04.000Z',
    talkSeconds: 42,
  })
  const persons = await query('select person_id from engine.identity where org_id = $1 and value = $2', [
    acme.orgId,
    call.from,
  ])
  expect(persons).toEqual([{ person_id: personId }])
})

test('first calls of one person at once agree on the person, and one of them is the first', async () => {
  const from = aMobile()
  const calls = await Promise.all(Array.from({ length: 6 }, () => tell(aCall({ to: site.phone, from }))))
  const interactions = await Promise.all(calls.map(({ id }) => read(id)))
  expect(new Set(interactions.map(({ personId }) => personId)).size).toBe(1)
  expect(interactions.filter(({ firstOfPerson }) => firstOfPerson)).toHaveLength(1)
})

test('a person is spoken to since a missed call when a later call was answered, inbound or outbound', async () => {
  const from = aMobile()
  const missed = await tell(aCall({ to: site.phone, from, startedAt: '2026-11-20T09:00:00Z' }))
  const { personId } = await read(missed.id)
  const spoken = (since: string) => db.as(acme, (tx) => firstSpokenSince(tx, personId!, new Date(since)))
  expect(await spoken('2026-11-20T09:00:00Z')).toBeUndefined()
  await tell(aCall({ to: site.phone, from, startedAt: '2026-11-20T11:00:00Z', ...answered }))
  await tell(
    aCall({ direction: 'outbound', from: site.phone, to: from, startedAt: '2026-11-20T10:00:00Z', ...answered }),
  )
  expect(await spoken('2026-11-20T09:00:00Z')).toEqual(new Date('2026-11-20T10:00:00Z'))
  expect(await spoken('2026-11-20T10:30:00Z')).toEqual(new Date('2026-11-20T11:00:00Z'))
  expect(await spoken('2026-11-20T11:00:01Z')).toBeUndefined()
})
