import { expect, test } from 'vitest'
import { recordCall } from '#engine/interactions'
import type { Actor } from '#kernel/db'
import { testDb } from '#test/db'
import { aCall, aCampaign, aFlyerNumber, aMobile, anOrg, aPool, aSite } from '#test/factories'
import { aVisit, aWebsite } from '#test/visits'
import { pick, seeded } from '../../demo/random.ts'
import type { Call } from './contract.ts'
import { getCall, listCalls } from './list.ts'
import { callStatistics } from './statistics.ts'
import { trackCall } from './tracking.ts'

// Whatever sites a member is of, the calls that they see are those of the whole that are of these sites: in the list, on
// the page of a call, in every figure.

const { db, query } = await testDb()
const acme = await anOrg(query)
const random = seeded('scope')
const sites = await Promise.all(
  ['Europe/Paris', 'Indian/Reunion', 'Europe/Paris', 'America/Cayenne'].map((timeZone) =>
    aSite(db, acme, { timeZone }),
  ),
)
const { id: campaignId } = await aCampaign(db, acme)
const lines: string[] = []
for (const { id: siteId, phone } of sites) {
  const flyer = await aFlyerNumber(db, acme, { siteId, campaignId })
  const [lent] = await aPool(db, acme, siteId, 1)
  const websiteId = await aWebsite(query, acme, siteId)
  for (let n = 0; n < 4; n += 1) {
    const from = new Date(Date.parse('2026-10-20T09:00:00Z') + n * 86_400_000)
    const pages = [{ at: from, title: 'Devis' }]
    await aVisit(query, acme, { websiteId, numberId: lent!.id, from, lastSeenAt: new Date(+from + 600_000), pages })
  }
  lines.push(phone, flyer.e164, lent!.e164)
}
const callers = Array.from({ length: 9 }, aMobile)
await db.as(acme, async (tx) => {
  for (let n = 0; n < 240; n += 1) {
    const startedAt =
      Date.parse('2026-10-20T09:04:00Z') + Math.floor(random() * 4) * 86_400_000 + Math.floor(random() * 9) * 60_000
    const status = pick(random, ['completed', 'completed', 'no-answer', 'ringing'] as const)
    const { id: callId } = await recordCall(
      tx,
      { kind: 'api', name: 'essai' },
      aCall({
        to: pick(random, lines),
        from: random() < 0.1 ? null : pick(random, callers),
        status,
        startedAt: new Date(startedAt).toISOString(),
        talkSeconds: status === 'completed' ? Math.floor(random() * 600) : null,
      }),
    )
    await trackCall(tx, { id: '', type: 'call.told', at: new Date(), data: { callId } })
  }
})

const period = { from: '2026-10-19', to: '2026-10-25' }
async function listed(who: Actor) {
  const calls: Call[] = []
  for (let cursor: string | undefined; ;) {
    const page = await db.as(who, (tx) => listCalls(tx, { ...period, cursor, limit: 37 }))
    calls.push(...page.items)
    if (page.next === null) return calls
    cursor = page.next
  }
}
const count = <K>(calls: Call[], keyOf: (call: Call) => K) => {
  const counts = new Map<K, number>()
  for (const call of calls) counts.set(keyOf(call), (counts.get(keyOf(call)) ?? 0) + 1)
  return counts
}
const whole = await listed(acme)
const subsets = Array.from({ length: 2 ** sites.length }, (_, mask) =>
  sites.filter((_site, place) => mask & (1 << place)),
)

test('the whole organisation sees all', () => {
  expect(whole).toHaveLength(240)
  expect(count(whole, ({ siteId }) => siteId).size).toBe(sites.length)
  expect(count(whole, ({ certainty }) => certainty).size).toBeGreaterThan(2)
})

test.each(subsets.map((some) => [some.map(({ name }) => name).join(', ') || 'none', some] as const))(
  'of %s: these calls and their figures',
  async (_, some) => {
    const siteIds = some.map(({ id }) => id)
    const who = { ...acme, siteIds }
    const theirs = whole.filter(({ siteId }) => siteIds.includes(siteId))
    expect(await listed(who)).toEqual(theirs)

    const figures = await db.as(who, (tx) => callStatistics(tx, { ...period, by: 'site' }))
    const talks = theirs.flatMap(({ outcome, talkSeconds }) => (outcome === 'answered' ? [talkSeconds!] : []))
    const outcomes = count(theirs, ({ outcome }) => outcome)
    expect(figures.total).toMatchObject({
      received: theirs.length,
      answered: outcomes.get('answered') ?? 0,
      missed: outcomes.get('missed') ?? 0,
      ongoing: outcomes.get('ongoing') ?? 0,
      hidden: theirs.filter(({ caller }) => caller === null).length,
      notSpokenSince: theirs.filter(({ outcome, spokenAt }) => outcome === 'missed' && spokenAt === null).length,
      uncertain: theirs.filter(({ certainty }) => certainty === 'uncertain').length,
      sure: theirs.filter(({ certainty }) => certainty === 'support' || certainty === 'visitor').length,
      meanTalkSeconds:
        talks.length === 0
          ? null
          : (expect.closeTo(talks.reduce((sum, talk) => sum + talk, 0) / talks.length) as number),
    })
    expect(new Map(figures.groups.map(({ key, received }) => [key, received]))).toEqual(
      count(theirs, ({ siteId }) => siteId),
    )
    expect(figures.heatmap.reduce((sum, { received }) => sum + received, 0)).toBe(theirs.length)
    expect(figures.series.reduce((sum, { received }) => sum + received, 0)).toBe(theirs.length)
    expect(new Set(figures.timeZones)).toEqual(new Set(some.map(({ timeZone }) => timeZone)))
  },
)

test('a call’s page, with its journey, is its site’s; another’s is not found', async () => {
  const [mine, others] = [
    { ...acme, siteIds: [sites[0]!.id] },
    { ...acme, siteIds: sites.slice(1).map(({ id }) => id) },
  ]
  const visited = whole.find(({ siteId, certainty }) => siteId === sites[0]!.id && certainty === 'visitor')!
  const full = await db.as(acme, (tx) => getCall(tx, visited.id))
  expect(full.journey).not.toEqual([])
  const seen = await db.as(mine, (tx) => getCall(tx, visited.id))
  expect(seen).toEqual({ ...full, earlierCalls: expect.any(Array) as unknown })
  const within = new Set(whole.filter(({ siteId }) => siteId === sites[0]!.id).map(({ id }) => id))
  expect(seen.earlierCalls.every(({ id }) => within.has(id))).toBe(true)
  await expect(db.as(others, (tx) => getCall(tx, visited.id))).rejects.toMatchObject({ code: 'call.not_found' })
})

test('what hangs on another site’s numbers, websites and calls is not there', async () => {
  const who = { ...acme, siteIds: [sites[0]!.id] }
  const tables = ['customer.lease', 'customer.visitor', 'customer.visit', 'customer.page_view'] as const
  for (const table of tables) {
    const all = await db.as(acme, (tx) => tx.selectFrom(table).select('id').execute())
    const some = await db.as(who, (tx) => tx.selectFrom(table).select('id').execute())
    expect([table, all.length, some.length]).toEqual([table, 4 * sites.length, 4])
  }
})

test('a person is known by their calls to these sites, and met again by whoever answers', async () => {
  const caller = aMobile()
  const tell = (who: Actor, to: string) =>
    db.as(who, (tx) => recordCall(tx, { kind: 'api', name: 'essai' }, aCall({ to, from: caller })))
  const [first, second] = [
    { ...acme, siteIds: [sites[0]!.id] },
    { ...acme, siteIds: [sites[1]!.id] },
  ]
  const persons = (who: Actor) =>
    db.as(who, (tx) => tx.selectFrom('engine.identity').select('person_id').where('value', '=', caller).execute())
  await tell(first, sites[0]!.phone)
  expect([(await persons(first)).length, (await persons(second)).length]).toEqual([1, 0])
  await tell(second, sites[1]!.phone)
  expect(await persons(second)).toEqual(await persons(acme))
  expect(await query('select from engine.identity where value = $1', [caller])).toHaveLength(1)
  await expect(tell(first, sites[1]!.phone)).rejects.toMatchObject({ code: 'call.unknown_number' })
})
