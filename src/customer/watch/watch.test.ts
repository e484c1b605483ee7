import { expect, test } from 'vitest'
import { recordCall } from '#engine/interactions'
import type { CallEvent } from '#engine/interactions/contract'
import { testDb } from '#test/db'
import { aCall, aCampaign, aFlyerNumber, aMobile, anOrg, aPool, aSite } from '#test/factories'
import { runJobs } from '#test/jobs'
import { aVisit, aWebsite } from '#test/visits'
import { watch } from './watch.ts'

const house = await testDb()
const { db, query } = house
const [acme, rival] = [await anOrg(query), await anOrg(query)]
const site = await aSite(db, acme)
const campaign = await aCampaign(db, acme)
const aFlyer = () => aFlyerNumber(db, acme, { siteId: site.id, campaignId: campaign.id })

const hourMs = 3_600_000
const dayMs = 24 * hourMs
const now = new Date()
const ago = (ms: number) => new Date(now.getTime() - ms)
/** What a look at everything tells, of one type. */
async function told(type: string, at = now): Promise<Record<string, unknown>[]> {
  const known = (await query('select id from core.event')).map(({ id }) => id)
  await db.as(acme, (tx) => watch(tx, at))
  const rows = await query('select org_id, data from core.event where type = $1 and not id = any($2) order by id', [
    type,
    known,
  ])
  expect(rows.every(({ org_id }) => org_id === acme.orgId)).toBe(true)
  return rows.map(({ data }) => data as Record<string, unknown>)
}
async function call(...events: CallEvent[]) {
  for (const event of events) await db.as(acme, (tx) => recordCall(tx, { kind: 'api', name: 'essai' }, event))
  await runJobs(house)
}

test('where nothing happens, nothing is told', async () => {
  await aSite(db, rival)
  await db.as(rival, (tx) => watch(tx, now))
  expect(
    await query('select from core.event where org_id = $1 and type not in ($2)', [rival.orgId, 'site.created']),
  ).toEqual([])
})

test('a pool of which more than three quarters are held, once a day', async () => {
  const numbers = await aPool(db, acme, site.id, 4)
  const websiteId = await aWebsite(query, acme, site.id)
  const hold = async (n: number) => {
    await aVisit(query, acme, { websiteId, numberId: numbers[n]!.id, from: ago(60_000), lastSeenAt: now })
    await query(`update customer.tracked_number set free_at = now() + interval '30 minutes' where id = $1`, [
      numbers[n]!.id,
    ])
  }
  for (const n of [0, 1, 2]) await hold(n)
  expect(await told('pool.busy')).toEqual([])
  await hold(3)
  expect(await told('pool.busy')).toEqual([{ poolId: numbers[0]!.poolId, siteId: site.id }])
  expect(await told('pool.busy')).toEqual([])
  expect(await told('pool.busy', new Date(Date.now() + dayMs + 1000))).toHaveLength(1)
})

test('a script that has not spoken for two days, once; again when it had come back', async () => {
  const websiteId = await aWebsite(query, acme, site.id)
  const seen = (at: Date) => query('update customer.website set seen_at = $1 where id = $2', [at, websiteId])
  expect(await told('website.silent'), 'never seen: not installed yet').toEqual([])
  await seen(ago(dayMs))
  expect(await told('website.silent')).toEqual([])
  await seen(ago(2 * dayMs + 1000))
  expect(await told('website.silent')).toEqual([{ websiteId, siteId: site.id }])
  expect(await told('website.silent')).toEqual([])
  await seen(new Date())
  expect(await told('website.silent', new Date(Date.now() + 3 * dayMs))).toHaveLength(1)
})

test('a number that rang and does no longer, at each step of its silence once', async () => {
  const [flyer, unheard] = [await aFlyer(), await aFlyer()]
  await call(aCall({ to: flyer.e164, startedAt: now.toISOString() }))
  const at = (days: number) => told('number.silent', new Date(now.getTime() + days * dayMs + hourMs))
  expect(await at(2)).toEqual([])
  expect(await at(3)).toEqual([{ numberId: flyer.id, siteId: site.id, days: 3 }])
  expect(await at(4)).toEqual([])
  expect(await at(8)).toEqual([{ numberId: flyer.id, siteId: site.id, days: 7 }])
  expect(await at(8)).toEqual([])
  expect((await at(100)).filter(({ numberId }) => numberId === unheard.id)).toEqual([])
})

test('far more calls than usual at this hour, once an hour', async () => {
  const busy = await aSite(db, acme)
  // Ten past some hour in Paris, so that the hour has room.
  const at = new Date(Math.floor(ago(3 * dayMs).getTime() / hourMs) * hourMs + 600_000)
  const calls = (weeks: number, count: number) =>
    Array.from({ length: count }, (_, n) =>
      aCall({ to: busy.phone, startedAt: new Date(at.getTime() - weeks * 7 * dayMs - n * 1000).toISOString() }),
    )
  await call(...calls(0, 12))
  const peaks = async (moment: Date) => (await told('site.peak', moment)).filter(({ siteId }) => siteId === busy.id)
  expect(await peaks(at), 'nothing is usual yet').toEqual([])
  await call(...[1, 2, 3, 4].flatMap((weeks) => calls(weeks, 4)))
  expect(await peaks(at)).toEqual([{ siteId: busy.id, received: 12, usual: 2 }])
  expect(await peaks(at)).toEqual([])
  await query(`delete from customer.told where what = 'site.peak'`)
  await call(...[1, 2, 3, 4].flatMap((weeks) => calls(weeks, 12).slice(4)))
  expect(await peaks(at), 'twelve is not far from six').toEqual([])
})

test('a caller who dials five of our numbers within the hour; hidden callers are nobody', async () => {
  const flyers = [await aFlyer(), await aFlyer(), await aFlyer(), await aFlyer(), await aFlyer()]
  const from = aMobile()
  const dial = (to: string, caller: string | null = from) =>
    aCall({ to, from: caller, startedAt: ago(600_000).toISOString() })
  await call(...flyers.slice(0, 4).map(({ e164 }) => dial(e164)), ...flyers.map(({ e164 }) => dial(e164, null)))
  expect(await told('caller.wave')).toEqual([])
  await call(dial(flyers[4]!.e164))
  expect(await told('caller.wave')).toMatchObject([{ calls: 5, numbers: 5, siteId: site.id }])
  expect(await told('caller.wave')).toEqual([])
})
