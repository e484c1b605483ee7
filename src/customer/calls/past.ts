import { listCampaigns } from '#customer/campaigns'
import { listNumbers } from '#customer/numbers'
import type { RecordedInteraction } from '#engine/interactions'
import { listSites } from '#engine/people'
import type { Tx } from '#kernel/db'
import { refresh } from '#kernel/events'
import { insertAll, setAllSpoken, type TrackedCall } from './call-repo.ts'
import { touchesOfCalls, writeTouches } from './touches.ts'
import { originOf, supportOf } from './origin.ts'
import { qualifyCalls } from './qualification.ts'
import { countSales } from './sales.ts'
import { factsOf } from './tracking.ts'

/**
 * Finds where calls of the past come from and lays their facts out for counting, as the reader `trackCall` would one by
 * one. Nobody is written to.
 * @param calls oldest first, none tracked before, all told after those tracked before
 */
export async function trackPastCalls(tx: Tx, calls: RecordedInteraction[]): Promise<void> {
  const zones = new Map((await listSites(tx)).map(({ id, timeZone }) => [id, timeZone]))
  const campaigns = new Map((await listCampaigns(tx)).map((campaign) => [campaign.id, campaign]))
  const siteIds = [...new Set(calls.map(({ siteId }) => siteId))]
  const numbers = new Map<string, Awaited<ReturnType<typeof listNumbers>>[number]>()
  for (const siteId of siteIds) for (const number of await listNumbers(tx, { siteId })) numbers.set(number.id, number)

  const tracked: Omit<TrackedCall, 'touches'>[] = []
  for (const call of calls) {
    if (call.event.direction !== 'inbound') continue
    const number = numbers.get(call.lineId)
    const facts = factsOf(call, number, zones.get(call.siteId)!)
    const campaign = number?.campaignId ? campaigns.get(number.campaignId) : undefined
    const origin = campaign ? supportOf(campaign) : await originOf(tx, call, number, facts.startedAt)
    tracked.push({ ...facts, spokenAt: null, tagIds: [], ...origin })
  }
  const touches = await touchesOfCalls(tx, tracked)
  await insertAll(
    tx,
    tracked.map((call) => ({ ...call, touches: touches.get(call.id)?.length ?? 0 })),
  )
  await writeTouches(tx, touches)
  await countSales(tx, [...new Set(tracked.flatMap(({ caller }) => caller ?? []))])
  await qualifyCalls(
    tx,
    tracked.map(({ id }) => id),
  )
  const spoken = calls.flatMap(({ personId, outcome, event }) =>
    personId && outcome === 'answered' ? [{ personId, at: new Date(event.startedAt) }] : [],
  )
  if (spoken.length > 0) await setAllSpoken(tx, spoken)
  for (const siteId of siteIds) refresh(tx, 'calls', siteId)
}
