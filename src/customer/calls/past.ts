import { listCampaigns } from '#customer/campaigns'
import { listNumbers } from '#customer/numbers'
import { findInteractions, type RecordedInteraction, spokenSince } from '#engine/interactions'
import { listSites } from '#engine/people'
import type { Tx } from '#kernel/db'
import { type Event, refresh } from '#kernel/events'
import { insertAll, listTracked, setAllSpoken, type TrackedCall } from './call-repo.ts'
import { touchesOfCalls, writeTouches } from './touches.ts'
import { originOf, supportOf } from './origin.ts'
import { qualifyCalls } from './qualification.ts'
import { countSales } from './sales.ts'
import { factsOf } from './tracking.ts'

/**
 * Finds where calls of the past come from and lays their facts out for counting, as the reader `trackCall` would one by
 * one. Nobody is written to.
 * @param calls oldest first, none tracked before
 */
export async function trackPastCalls(tx: Tx, calls: RecordedInteraction[]): Promise<void> {
  if (calls.length === 0) return
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
  const persons = [...new Set(calls.flatMap(({ personId }) => personId ?? []))]
  const spoken = await spokenSince(tx, persons, new Date(calls[0]!.event.startedAt))
  if (spoken.length > 0) await setAllSpoken(tx, spoken)
  for (const siteId of siteIds) refresh(tx, 'calls', siteId)
}

/** Reader of `calls.imported`. Run twice it tracks them once. */
export async function trackImported(tx: Tx, { data }: Event): Promise<void> {
  const ids = data.callIds as string[]
  const tracked = await listTracked(tx, ids)
  const calls = await findInteractions(
    tx,
    ids.filter((id) => !tracked.has(id)),
  )
  await trackPastCalls(
    tx,
    calls.toSorted((a, b) => (a.event.startedAt < b.event.startedAt ? -1 : 1)),
  )
}
