import { expect, test } from 'vitest'
import { recordCall } from '#engine/interactions'
import { testDb } from '#test/db'
import { aCall, aMobile, anOrg, aSite } from '#test/factories'
import { SiteComparison } from './contract.ts'
import { compareSites } from './site-comparison.ts'
import { callStatistics } from './statistics.ts'
import { trackCall } from './tracking.ts'

const { db, query } = await testDb()
const acme = await anOrg(query)
const period = { from: '2026-10-12', to: '2026-10-25' }

/** So many calls a day to a site, of which so many answered, day after day. */
async function told(to: string, days: { from: string; count: number }, received: number, answered: number) {
  await db.as(acme, async (tx) => {
    for (let day = 0; day < days.count; day += 1)
      for (let n = 0; n < received; n += 1) {
        const startedAt = new Date(Date.parse(`${days.from}T08:00:00Z`) + day * 86_400_000 + n * 60_000).toISOString()
        const status = n < answered ? 'completed' : 'no-answer'
        const call = aCall({ to, from: aMobile(), status, startedAt, talkSeconds: n < answered ? 120 : null })
        const { id: callId } = await recordCall(tx, { kind: 'api', name: 'essai' }, call)
        await trackCall(tx, { id: '', type: 'call.told', at: new Date(), data: { callId } })
      }
  })
}
const now = { from: period.from, count: 14 }
const then = { from: '2026-09-28', count: 14 }

const [lyon, tours, lille] = [
  await aSite(db, acme, { name: 'Lyon' }),
  await aSite(db, acme, { name: 'Tours' }),
  await aSite(db, acme, { name: 'Lille' }),
  await aSite(db, acme, { name: 'Brest' }),
]
// Tours answers less than half of its calls, Lille what the others do together, and twice as many as before; Brest is not called.
await told(lyon.phone, then, 10, 9)
await told(lyon.phone, now, 10, 9)
await told(tours.phone, then, 10, 9)
await told(tours.phone, now, 10, 4)
await told(lille.phone, then, 5, 4)
await told(lille.phone, now, 10, 7)

const compared = (siteIds: string[] | null = null) =>
  db.as({ ...acme, siteIds }, async (tx) => SiteComparison.parse(await compareSites(tx, period)))
const { sites, total, before } = await compared()
const of = (name: string) => sites.find((site) => site.name === name)!

test('the best answer rate first, a site that nobody called last', () => {
  expect(sites.map(({ name }) => name)).toEqual(['Lyon', 'Lille', 'Tours', 'Brest'])
  expect(of('Brest')).toMatchObject({ received: 0, answerRate: null, besideOthers: null, receivedChange: null })
})

test('a site is told apart where it differs, and not where it does not', () => {
  expect(of('Tours').besideOthers).toMatchObject({ isShown: true })
  expect(of('Tours').besideOthers!.value).toBeCloseTo(0.4 - 0.8)
  expect(of('Lille').besideOthers).toMatchObject({ isShown: false })
})

test('a change is told where there is one', () => {
  expect(before).toEqual({ from: '2026-09-28', to: '2026-10-11' })
  expect(of('Tours')).toMatchObject({ answerRateChange: { isShown: true }, receivedChange: { isShown: false } })
  expect(of('Lyon')).toMatchObject({ answerRateChange: { isShown: false }, receivedChange: { value: 1 } })
  expect(of('Lille')).toMatchObject({ receivedChange: { value: 2, isShown: true } })
})

test('its figures are those of the calls themselves', async () => {
  for (const { siteId, received, answered, missed, callers, answerRate } of [
    ...sites,
    { siteId: undefined, ...total },
  ]) {
    const alone = await db.as(acme, (tx) => callStatistics(tx, { ...period, siteId, by: 'site' }))
    expect({ received, answered, missed, callers, answerRate }).toEqual({
      received: alone.total.received,
      answered: alone.total.answered,
      missed: alone.total.missed,
      callers: alone.total.callers,
      answerRate: alone.total.answerRate,
    })
  }
})

test('with many sites each has to stand out further', async () => {
  for (let n = 0; n < 20; n += 1) await aSite(db, acme)
  const lille = (await compared()).sites.find(({ name }) => name === 'Lille')!
  expect(lille.besideOthers!.high).toBeGreaterThan(of('Lille').besideOthers!.high)
})

test('whoever is of some sites compares these', async () => {
  const own = await compared([lyon.id, tours.id])
  expect(own.sites.map(({ name }) => name)).toEqual(['Lyon', 'Tours'])
  expect(own.total.received).toBe(280)
  const alone = await compared([lyon.id])
  expect(alone.sites).toMatchObject([{ name: 'Lyon', besideOthers: null }])
})
