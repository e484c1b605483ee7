import { expect, test } from 'vitest'
import { recordCall } from '#engine/interactions'
import { testDb } from '#test/db'
import { aCall, aCampaign, aFlyerNumber, aMobile, anOrg, aPool, aSite } from '#test/factories'
import { runJobs } from '#test/jobs'
import { aVisit, aWebsite } from '#test/visits'

const house = await testDb()
const { db, query } = house
const acme = await anOrg(query)
const site = await aSite(db, acme)
const websiteId = await aWebsite(query, acme, site.id)
const print = await aCampaign(db, acme, { name: 'Dépliant' })
const flyer = await aFlyerNumber(db, acme, { siteId: site.id, campaignId: print.id })

const now = new Date('2026-11-20T10:00:00.000Z')
const ago = (days: number, seconds = 0) => new Date(now.getTime() - days * 86_400_000 - seconds * 1000)
const from = (source: string) => ({ source, medium: 'cpc', channel: 'Paid Search' })

async function call(to: string, caller: string, startedAt = now) {
  const told = aCall({ to, from: caller, startedAt: startedAt.toISOString() })
  const { id } = await db.as(acme, (tx) => recordCall(tx, { kind: 'api', name: 'essai' }, told))
  await runJobs(house)
  return id
}
const touchesOf = (id: string) =>
  query('select source, first, linear, position, decay from customer.call_touch where call_id = $1 order by place', [
    id,
  ])
const countOf = async (id: string) =>
  (await query('select touches from customer.tracked_call where id = $1', [id]))[0]!.touches

test('a visitor’s earlier visits share the credit; direct ones and those of others do not', async () => {
  const [number, other] = await aPool(db, acme, site.id, 2)
  const numberId = number!.id
  const first = await aVisit(query, acme, {
    websiteId,
    numberId: other!.id,
    from: ago(14),
    lastSeenAt: ago(14),
    source: from('facebook'),
  })
  const mine = { websiteId, visitorId: first.visitorId }
  const direct = { source: '(direct)', medium: '(none)', channel: 'Direct' }
  await aVisit(query, acme, { ...mine, numberId: other!.id, from: ago(10), lastSeenAt: ago(10), source: direct })
  await aVisit(query, acme, { ...mine, numberId: other!.id, from: ago(7), lastSeenAt: ago(7), source: from('bing') })
  await aVisit(query, acme, { websiteId, numberId: other!.id, from: ago(3), lastSeenAt: ago(3), source: from('yahoo') })
  await aVisit(query, acme, { ...mine, numberId, from: ago(0, 60), lastSeenAt: ago(0, 10), source: from('google') })
  const id = await call(number!.e164, aMobile())
  expect(await countOf(id)).toBe(3)
  expect(await touchesOf(id)).toEqual([
    { source: 'facebook', first: 1, linear: 1 / 3, position: 0.4, decay: expect.closeTo(1 / 7, 3) },
    { source: 'bing', first: 0, linear: 1 / 3, position: 0.2, decay: expect.closeTo(2 / 7, 3) },
    { source: 'google', first: 0, linear: 1 / 3, position: 0.4, decay: expect.closeTo(4 / 7, 3) },
  ])
})

test('a person’s earlier call to a number that tells where it comes from is a touch of the next one', async () => {
  const caller = aMobile()
  const first = await call(flyer.e164, caller, ago(20))
  expect(await countOf(first)).toBe(1)
  expect(await touchesOf(first)).toEqual([])
  const second = await call(flyer.e164, caller, ago(1))
  expect(await countOf(second)).toBe(2)
  // What is older than ninety days is forgotten.
  const late = await call(flyer.e164, caller, new Date(ago(20).getTime() + 91 * 86_400_000))
  expect(await countOf(late)).toBe(2)
})

test('a call whose origin is not known has no touch, whatever its caller did before', async () => {
  const caller = aMobile()
  await call(flyer.e164, caller, ago(2))
  const id = await call(site.phone, caller, ago(1))
  expect([await countOf(id), await touchesOf(id)]).toEqual([0, []])
})

test('told again, a call has the same touches', async () => {
  const caller = aMobile()
  await call(flyer.e164, caller, ago(2))
  const told = aCall({ to: flyer.e164, from: caller, startedAt: ago(1).toISOString() })
  for (const status of ['no-answer', 'completed'] as const) {
    const more = status === 'completed' ? { answeredAt: told.startedAt, talkSeconds: 5 } : {}
    const { id } = await db.as(acme, (tx) =>
      recordCall(tx, { kind: 'api', name: 'essai' }, { ...told, status, ...more }),
    )
    await runJobs(house)
    expect([await countOf(id), (await touchesOf(id)).length]).toEqual([2, 2])
  }
})
