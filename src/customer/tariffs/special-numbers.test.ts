import { beforeAll, expect, test } from 'vitest'
import { trackCall } from '#customer/calls'
import { createNumber } from '#customer/numbers'
import { recordCall } from '#engine/interactions'
import { testDb } from '#test/db'
import { aCall, aCampaign, anOrg, aSite } from '#test/factories'
import type { Tariff } from './contract.ts'
import { changeSpecialNumber, getSpecialNumber, listSpecialNumbers } from './service.ts'

const { db, query } = await testDb()
const [acme, rival] = [await anOrg(query), await anOrg(query)]
const site = await aSite(db, acme)
const campaign = await aCampaign(db, acme)
const track = (phone: string) =>
  db.as(acme, (tx) =>
    createNumber(tx, { siteId: site.id, campaignId: campaign.id, phone, label: '', shownOnPages: false }),
  )
const ids: Record<'ordinary' | 'free' | 'surcharged', string> = { ordinary: '', free: '', surcharged: '' }
beforeAll(async () => {
  ids.ordinary = (await track('01 99 00 44 44')).id
  ids.free = (await track('0800 012 345')).id
  ids.surcharged = (await track('0892 012 345')).id
})
const by = (per: Tariff['per'], cents: number, revenueCents: number, startsOn: string): Tariff => ({
  startsOn,
  per,
  cents,
  revenueCents,
})
const change = (id: string, tariffs: Tariff[], purpose: 'sales' | 'after_sales' = 'sales', org = acme) =>
  db.as(org, (tx) => changeSpecialNumber(tx, id, { purpose, tariffs }))
const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'taken',
    (error: { code: string }) => error.code,
  )

test('an ordinary number and another organisation’s are not special numbers', async () => {
  expect(await codeOf(change(ids.ordinary, []))).toBe('special_number.not_found')
  expect(await codeOf(change(ids.surcharged, [], 'sales', rival))).toBe('special_number.not_found')
  expect(await db.as(rival, (tx) => listSpecialNumbers(tx))).toEqual([])
  expect((await db.as(acme, (tx) => listSpecialNumbers(tx))).map(({ id }) => id).toSorted()).toEqual(
    [ids.free, ids.surcharged].toSorted(),
  )
})

test('what cannot be is refused, and nothing of it is kept', async () => {
  expect(await codeOf(change(ids.free, [by('minute', 40, 0, '2026-01-01')]))).toBe('special_number.free')
  expect(await codeOf(change(ids.surcharged, [by('minute', 40, 41, '2026-01-01')]))).toBe(
    'special_number.revenue_above_price',
  )
  const twice = [by('minute', 40, 0, '2026-01-01'), by('call', 50, 0, '2026-01-01')]
  expect(await codeOf(change(ids.surcharged, twice))).toBe('special_number.day_twice')
  expect((await db.as(acme, (tx) => getSpecialNumber(tx, ids.surcharged))).tariffs).toEqual([])
})

test('until its own price is told, a surcharged number announces none', async () => {
  const number = await db.as(acme, (tx) => getSpecialNumber(tx, ids.surcharged))
  expect(number).toMatchObject({ colour: 'purple', announcement: null, warnings: ['price_missing'] })
  expect(number.sign).toBe('Service payant + prix appel')
})

test('its sign and its announcement tell its price', async () => {
  const number = await change(ids.surcharged, [by('minute', 80, 30, '2026-01-01')])
  expect(number).toMatchObject({ model: 'per_second', sign: 'Service 0,80\u00a0€ / min + prix appel', warnings: [] })
  expect(number.announcement).toContain('80 centimes par minute, en plus du prix d’un appel')
  expect((await change(ids.surcharged, [by('call', 150, 30, '2026-01-01')])).announcement).toContain(
    '1 euro 50 par appel',
  )
  const { sign, signSvg } = await db.as(acme, (tx) => getSpecialNumber(tx, ids.free))
  expect(sign).toBe('Service & appel gratuits')
  expect(signSvg).toContain('Service &amp; appel gratuits')
  expect(signSvg).toMatch(/^<svg [^]*<\/svg>\n$/)
})

test('a price above its family’s, or for customers who have bought already, deserves a second look', async () => {
  const { warnings } = await change(ids.surcharged, [by('minute', 81, 0, '2026-01-01')], 'after_sales')
  expect(warnings).toEqual(['above_family', 'surcharged_support'])
})

test('what calls cost and brought, month by month, each at its day’s price', async () => {
  await change(ids.surcharged, [by('minute', 60, 20, '2026-01-01'), by('call', 200, 50, '2026-10-16')])
  const call = async (startedAt: string, talkSeconds: number | null) => {
    const answered = talkSeconds === null ? {} : ({ status: 'completed', answeredAt: startedAt, talkSeconds } as const)
    const told = aCall({ to: '+33892012345', startedAt, ...answered })
    await db.as(acme, async (tx) => {
      const { id: callId } = await recordCall(tx, { kind: 'api', name: 'essai' }, told)
      await trackCall(tx, { id: '', type: 'call.told', at: new Date(), data: { callId } })
    })
  }
  await call('2026-10-15T09:00:00Z', 90) // 0.90 €, brings 0.30 €
  await call('2026-10-15T09:10:00Z', null) // nobody answered: free
  await call('2026-10-16T09:00:00Z', 30) // 2 €, brings 0.50 €
  await call('2026-11-03T09:00:00Z', 600)
  const read = () => db.as(acme, (tx) => listSpecialNumbers(tx, new Date('2026-11-30T10:00:00Z')))
  const monthsOf = async () => (await read()).find(({ id }) => id === ids.surcharged)!.months
  expect(await monthsOf()).toEqual([
    { month: '2026-11', calls: 1, seconds: 600, callersCents: 200, revenueCents: 50 },
    { month: '2026-10', calls: 2, seconds: 120, callersCents: 290, revenueCents: 80 },
  ])
  // A month of which one day has no price has no sum.
  await change(ids.surcharged, [by('call', 200, 50, '2026-10-16')])
  expect((await monthsOf()).map(({ callersCents }) => callersCents)).toEqual([200, null])
})
