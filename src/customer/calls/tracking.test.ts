import { expect, test } from 'vitest'
import { recordCall } from '#engine/interactions'
import type { CallEvent } from '#engine/interactions/contract'
import { findLine, listSites } from '#engine/people'
import { updateSite } from '../../engine/people/service.ts'
import type { Actor } from '#kernel/db'
import { testDb } from '#test/db'
import { aCall, aCampaign, aFlyerNumber, aMobile, anOrg, aPool, aSite } from '#test/factories'
import { runJobs } from '#test/jobs'
import { aLease, aVisit, aWebsite } from '#test/visits'
import { getCall, listCalls } from './list.ts'
import { redateCalls, trackCall } from './tracking.ts'

const house = await testDb()
const { db, query } = house
const [acme, rival] = [await anOrg(query), await anOrg(query)]
const site = await aSite(db, acme)
const websiteId = await aWebsite(query, acme, site.id)
const print = await aCampaign(db, acme, { name: 'Dépliant de mars', code: 'depliant-mars' })
const ads = await aCampaign(db, acme, { name: 'Annonces', medium: 'cpc', channel: 'Paid Search', code: 'annonces' })
const flyer = await aFlyerNumber(db, acme, { siteId: site.id, campaignId: print.id, label: 'Page 2' })
const paid = { source: 'google', medium: 'cpc', channel: 'Paid Search', campaign: 'annonces', campaignId: ads.id }

const at = new Date('2026-11-20T10:00:00.000Z')
const ago = (seconds: number) => new Date(at.getTime() - seconds * 1000)
const aNumber = async () => (await aPool(db, acme, site.id, 1))[0]!
/** Two minutes on the page, number in hand, when the call comes. */
const visit = (numberId: string, given: Partial<Parameters<typeof aVisit>[2]> = {}) =>
  aVisit(query, acme, { websiteId, numberId, from: ago(120), lastSeenAt: ago(20), source: paid, ...given })

const tell = (event: CallEvent, org: Actor = acme) =>
  db.as(org, (tx) => recordCall(tx, { kind: 'api', name: 'essai' }, event))
/** Tells a call, lets the readers work, and looks at it. */
async function call(given: Partial<CallEvent> & { to: string }) {
  const { id } = await tell(aCall({ startedAt: at.toISOString(), ...given }))
  await runJobs(house)
  return see(id)
}
const see = (id: string) => db.as(acme, (tx) => getCall(tx, id))
const rowOf = async (id: string) => (await query('select * from customer.tracked_call where id = $1', [id]))[0]

test('a call to the site’s own number is direct', async () => {
  expect(await call({ to: site.phone })).toMatchObject({
    certainty: 'direct',
    probability: null,
    source: null,
    campaignId: null,
    numberId: null,
    candidates: [],
    otherProbability: 1,
    journey: [],
  })
})

test('a call to a flyer’s number comes from the flyer, for certain', async () => {
  expect(await call({ to: flyer.e164 })).toMatchObject({
    certainty: 'support',
    probability: 1,
    otherProbability: 0,
    source: 'depliant-mars',
    medium: 'print',
    channel: 'Print',
    campaignId: print.id,
    campaignName: 'Dépliant de mars',
    numberLabel: 'Page 2',
    candidates: [],
  })
})

test('a call to a lent number that nobody holds is uncertain', async () => {
  const number = await aNumber()
  await visit(number.id, { from: ago(40 * 3600), lastSeenAt: ago(39 * 3600) })
  expect(await call({ to: number.e164 })).toMatchObject({
    certainty: 'uncertain',
    probability: null,
    source: null,
    candidates: [],
    otherProbability: 1,
  })
})

test('a call to a lent number comes from its visitor, with the way that led to it', async () => {
  const number = await aNumber()
  const { visitorId } = await visit(number.id, {
    from: ago(86_400),
    lastSeenAt: ago(86_300),
    until: ago(80_000),
    source: { source: 'bing', medium: 'organic', channel: 'Organic Search' },
    pages: [{ at: ago(86_400), title: 'Hier' }],
  })
  const { visitId } = await visit(number.id, {
    visitorId,
    pages: [
      { at: ago(120), title: 'Accueil' },
      { at: ago(20), title: 'Tarifs' },
      { at: ago(-60), title: 'Après l’appel' },
    ],
  })
  const found = await call({ to: number.e164 })
  expect(found).toMatchObject({
    certainty: 'visitor',
    source: 'google',
    medium: 'cpc',
    campaignId: ads.id,
    campaignName: 'Annonces',
    pages: ['Accueil', 'Tarifs'],
    evidence: { kind: 'on_page' },
    runnerUp: null,
  })
  expect(found.probability).toBeGreaterThan(0.99)
  expect(found.candidates[0]).toMatchObject({ visitId, visitorId })
  expect(found.journey.map(({ kind, title, source }) => [kind, source ?? title])).toEqual([
    ['visit', 'bing'],
    ['page', 'Hier'],
    ['visit', 'google'],
    ['page', 'Accueil'],
    ['page', 'Tarifs'],
  ])
})

test.each([1, 2, 3])(
  'a call told %i s before its visit began, by the telephone’s clock, is the visit’s',
  async (seconds) => {
    const number = await aNumber()
    const { visitId } = await visit(number.id, {
      from: ago(-seconds),
      lastSeenAt: ago(-seconds),
      pages: [{ at: ago(-seconds), title: 'Accueil' }],
      telClick: { at: ago(-seconds), phone: number.e164 },
    })
    const found = await call({ to: number.e164 })
    expect(found).toMatchObject({
      certainty: 'visitor',
      pages: ['Accueil'],
      evidence: { kind: 'tel_click', secondsBefore: 0 },
    })
    expect(found.candidates).toMatchObject([{ visitId }])
  },
)

test('a visit that began well after the call has no part in it', async () => {
  const number = await aNumber()
  await visit(number.id, { from: ago(-30), lastSeenAt: ago(-60) })
  expect(await call({ to: number.e164 })).toMatchObject({ certainty: 'uncertain', candidates: [] })
})

test('of a number taken from one visitor for another, both are shown', async () => {
  const number = await aNumber()
  const first = await visit(number.id, { from: ago(300), until: ago(45), lastSeenAt: ago(45) })
  const second = await visit(number.id, { from: ago(45), reused: true })
  const found = await call({ to: number.e164 })
  expect(found).toMatchObject({ certainty: 'visitor', runnerUp: { label: 'annonces' } })
  expect(found.candidates.map(({ visitId, reused }) => ({ visitId, reused }))).toEqual([
    { visitId: second.visitId, reused: true },
    { visitId: first.visitId, reused: false },
  ])
  for (const { probability } of found.candidates) expect(probability).toBeGreaterThan(0.15)
  expect(found.runnerUp!.probability).toBe(found.candidates[1]!.probability)
  const sum = found.candidates.reduce((total, { probability }) => total + probability, found.otherProbability)
  expect(sum).toBeCloseTo(1, 9)
})

test('a visit that lost the number and got it again is one candidate, not two that share its chances', async () => {
  const number = await aNumber()
  const again = { numberId: number.id, lastSeenAt: ago(20) }
  const { visitId, visitorId } = await visit(number.id, { from: ago(300), until: ago(200) })
  await aLease(query, acme, { ...again, visitId, visitorId, from: ago(100) })
  const found = await call({ to: number.e164 })
  expect(found.certainty).toBe('visitor')
  expect(found.candidates).toMatchObject([{ visitId, heldFrom: ago(300).toISOString() }])
})

test('who touched the number’s link and called is known: the next call, from another number of the site, says so', async () => {
  const [one, other] = await aPool(db, acme, site.id, 2)
  const from = aMobile()
  const { visitorId } = await visit(one!.id, { telClick: { at: ago(8), phone: one!.e164 } })
  const first = await call({ to: one!.e164, from })
  expect(first.evidence).toEqual({ kind: 'tel_click', secondsBefore: 8 })
  const known = await query('select 1 as known from engine.identity where value = $1', [visitorId])
  expect(known).toEqual([{ known: 1 }])

  await visit(other!.id, { visitorId, from: ago(-3500), lastSeenAt: ago(-3590) })
  await visit(other!.id, { from: ago(-2500), until: ago(-3500), lastSeenAt: ago(-3480) })
  const later = ago(-3600).toISOString()
  const second = await call({ to: other!.e164, from, startedAt: later })
  expect(second).toMatchObject({ certainty: 'visitor', evidence: { kind: 'known_caller' }, firstCall: false })
  expect(second.earlierCalls.map(({ id }) => id)).toEqual([first.id])
  const stranger = await call({ to: other!.e164, startedAt: later })
  expect(stranger.candidates.find((candidate) => candidate.visitorId === visitorId)!.evidence).toContainEqual({
    kind: 'known_as_other',
  })
})

test('a click on another number’s link proves nothing', async () => {
  const [one, other] = await aPool(db, acme, site.id, 2)
  await visit(one!.id, { telClick: { at: ago(8), phone: other!.e164 } })
  expect((await call({ to: one!.e164 })).candidates[0]!.evidence).toEqual([{ kind: 'on_page' }])
})

test('a hidden caller is attributed, and teaches nothing about who the visitor is', async () => {
  const number = await aNumber()
  const { visitorId } = await visit(number.id, { telClick: { at: ago(8), phone: number.e164 } })
  expect(await call({ to: number.e164, from: null })).toMatchObject({ certainty: 'visitor', callerHidden: true })
  expect(await query('select 1 from engine.identity where value = $1', [visitorId])).toEqual([])
})

test('reading an event again changes nothing, not even by what the first reading taught', async () => {
  const number = await aNumber()
  await visit(number.id, { telClick: { at: ago(8), phone: number.e164 } })
  await visit(number.id, { from: ago(900), until: ago(400), lastSeenAt: ago(500) })
  const { id } = await call({ to: number.e164 })
  const before = await rowOf(id)
  const [event] = await query(
    `select id, type, data, at from core.event where type = 'call.told' and data->>'callId' = $1`,
    [id],
  )
  for (let n = 0; n < 2; n += 1) {
    await db.as(acme, (tx) => trackCall(tx, event as Parameters<typeof trackCall>[1]))
    await runJobs(house)
  }
  expect(await rowOf(id)).toEqual(before)
})

test('what becomes of a call is not lost to a reader that knew less', async () => {
  const told = aCall({ to: flyer.e164, status: 'ringing' })
  const { id } = await tell(told)
  const [event] = await query(`select id, type, data, at from core.event where data->>'callId' = $1`, [id])
  const release = Promise.withResolvers<void>()
  const read = Promise.withResolvers<void>()
  const slowReader = db.as(acme, async (tx) => {
    await trackCall(tx, event as Parameters<typeof trackCall>[1])
    read.resolve()
    await release.promise
  })
  await read.promise
  const teller = tell({ ...told, status: 'completed', talkSeconds: 30 })
  await expect
    .poll(
      async () =>
        (await query(`select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`))
          .length,
    )
    .toBe(1)
  release.resolve()
  await Promise.all([slowReader, teller])
  await runJobs(house)
  expect(await see(id)).toMatchObject({ outcome: 'answered', talkSeconds: 30 })
})

const spoken = (id: string) => rowOf(id).then((row) => row!.spoken_at)
const answered = { status: 'completed', talkSeconds: 60 } as const

test.each([
  ['in the order of time', [0, 1]],
  ['the answered one first', [1, 0]],
])('a missed call is settled by the next answered one, %s', async (_, order) => {
  const from = aMobile()
  const events = [
    aCall({ to: flyer.e164, from, startedAt: ago(600).toISOString() }),
    aCall({ to: site.phone, from, startedAt: at.toISOString(), ...answered }),
  ]
  for (const place of order) await tell(events[place]!)
  await runJobs(house)
  const [missed] = await query('select spoken_at from customer.tracked_call where caller = $1 and outcome = $2', [
    from,
    'missed',
  ])
  expect(missed!.spoken_at).toEqual(at)
})

test('an outbound call settles it too, and is no call received', async () => {
  const from = aMobile()
  const missed = await call({ to: flyer.e164, from, startedAt: ago(600).toISOString() })
  const back = await tell(
    aCall({ direction: 'outbound', from: site.phone, to: from, startedAt: at.toISOString(), ...answered }),
  )
  await runJobs(house)
  expect(await spoken(missed.id)).toEqual(at)
  expect(await rowOf(back.id)).toBeUndefined()
})

test('a call thought to be answered, and missed in truth, settles nothing', async () => {
  const from = aMobile()
  const missed = await call({ to: flyer.e164, from, startedAt: ago(600).toISOString() })
  const second = aCall({ to: flyer.e164, from, startedAt: at.toISOString() })
  await call({ ...second, ...answered })
  expect(await spoken(missed.id), 'the caller’s line was open for a minute').toEqual(at)
  await call({ ...second, status: 'no-answer', talkSeconds: 0 })
  expect(await spoken(missed.id), 'nobody picked up').toBeNull()
  await call({ to: flyer.e164, from, startedAt: ago(-600).toISOString(), ...answered })
  expect(await spoken(missed.id)).toEqual(ago(-600))
})

test('a site that moves to another time zone has its calls dated again', async () => {
  const moved = await aSite(db, acme)
  const { id } = await call({ to: moved.phone, startedAt: '2026-11-20T22:30:00Z' })
  expect(await rowOf(id)).toMatchObject({ local_day: '2026-11-20', local_hour: 23, local_weekday: 5 })
  for (const timeZone of ['Asia/Tokyo', 'Indian/Reunion'])
    await db.as(acme, (tx) => updateSite(tx, moved.id, { timeZone }))
  await runJobs(house)
  const inReunion = { local_day: '2026-11-21', local_hour: 2, local_weekday: 6 }
  expect(await rowOf(id)).toMatchObject(inReunion)
  const late = { id: '', type: 'site.zone_changed', at, data: { siteId: moved.id, timeZone: 'Asia/Tokyo' } }
  await db.as(acme, (tx) => redateCalls(tx, late))
  expect(await rowOf(id), 'an older event read late').toMatchObject(inReunion)
})

test('another organisation sees none of it', async () => {
  const { id } = await call({ to: flyer.e164 })
  await expect(db.as(rival, (tx) => getCall(tx, id))).rejects.toMatchObject({ code: 'call.not_found' })
  expect(await db.as(rival, (tx) => listCalls(tx, { limit: 50 }))).toEqual({ items: [], next: null })
  expect(await db.as(rival, (tx) => findLine(tx, flyer.e164))).toBeUndefined()
  expect(await db.as(rival, listSites)).toEqual([])
})
