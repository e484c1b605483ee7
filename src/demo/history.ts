import { learnModels, trackPastCalls } from '#customer/calls'
import { listWebsites, recordPastVisits } from '#customer/tracking'
import { recordPastCalls } from '#engine/interactions'
import type { CallEvent } from '#engine/interactions/contract'
import type { Actor, Database, Tx } from '#kernel/db'
import { emit } from '#kernel/events'
import { addDays, dayIn, instantOf } from './calendar.ts'
import { sites, type SiteFacts } from './company.ts'
import type { Founded } from './founding.ts'
import { hear } from './listening.ts'
import { listWritten } from './repo.ts'
import { runsBetween } from './runs.ts'
import { sell } from './sales.ts'
import { type Call, type Timeline, timelineOf, type Visit } from './timeline.ts'

/** Days written in one transaction: many enough to be fast, few enough to show progress and to stop in between. */
const daysAtOnce = 14
/** Sites written at the same time: PostgreSQL works while we prepare the next. */
const lanes = 3

type Around = { until: Date; only?: readonly SiteFacts[]; signal?: AbortSignal; onProgress?: (share: number) => void }

/**
 * Writes what happened since the company's first day, or since what was written last, through the services for what is
 * past. Callers and visitors are one site's only, so that sites may be written side by side and the result is the same.
 * The readers of events are not wired yet when this runs: no letter and no job is left behind.
 */
export async function writeHistory(
  db: Database,
  company: Founded,
  { until, only = sites, signal, onProgress }: Around,
) {
  const written = await db.as(company, listWritten)
  const runs = runsBetween(company.first, company.founded)
  const waiting = only.toSorted((a, b) => b.weight - a.weight)
  const total = only.reduce((sum, { weight }) => sum + weight, 0)
  let done = 0

  const writeSite = async (site: SiteFacts) => {
    const since = written.get(site.key) ?? new Date(0)
    const timeline = timelineOf(company.seed, site, runs, company.first, until)
    const ends = chunkEnds(site, company.first, until).filter((end) => end > since)
    let from = since
    for (const end of ends) {
      if (signal?.aborted) return
      await db.as(company, (tx) => writeChunk(tx, company, site, { ...cut(timeline, from, end), end, until }))
      from = end
      done += site.weight / total / ends.length
      onProgress?.(Math.min(1, done))
    }
  }
  const lane = async () => {
    for (let site = waiting.shift(); site; site = waiting.shift()) await writeSite(site)
  }
  await Promise.all(Array.from({ length: lanes }, lane))
  if (!signal?.aborted) await learnModels(db, company.orgId, until)
}

/** Notes that nothing is missing up to an instant: the live demonstration told it itself. */
export const markWritten = (db: Database, actor: Actor, until: Date) =>
  db.as(actor, async (tx) => {
    for (const { key } of sites) await noteWritten(tx, key, until)
  })

const noteWritten = (tx: Tx, site: string, until: Date) =>
  emit(tx, 'demo.written', { site, until: until.toISOString() })

/** Chunks end at 4 o'clock in the night, when nothing is under way. */
function chunkEnds({ timeZone }: SiteFacts, first: string, until: Date): Date[] {
  const ends: Date[] = []
  for (let day = addDays(first, daysAtOnce); day <= dayIn(until, timeZone); day = addDays(day, daysAtOnce))
    ends.push(instantOf(day, 4 * 60, timeZone))
  return [...ends.filter((end) => end < until), until]
}

/** What began after `from` and was over at `to`. */
const cut = ({ visits, calls }: Timeline, from: Date, to: Date): Timeline => ({
  visits: visits.filter(({ pages, lastSeenAt }) => pages[0]!.at > from && lastSeenAt <= to),
  calls: calls.filter(({ at, endedAt }) => at > from && endedAt <= to),
})

async function writeChunk(
  tx: Tx,
  { seed, first, founded }: Founded,
  site: SiteFacts,
  { visits, calls, end, until }: Timeline & { end: Date; until: Date },
) {
  const website = (await listWebsites(tx, '')).find(({ host }) => host === site.host)!
  const recorded = await recordPastVisits(
    tx,
    website.id,
    visits.map((visit) => ({ ...visit, consentText: 'v1' })),
  )
  const phones = new Map(visits.map((visit, place) => [visit, recorded[place]!.phone]))
  const source = { kind: site.broughtBy, name: 'demo' }
  const told = calls.flatMap((call) => {
    const phone = phoneOf(call, phones)
    return phone ? [toEvent(call, phone)] : []
  })
  await sell(tx, site, calls, seed)
  await trackPastCalls(tx, await recordPastCalls(tx, source, told))
  const begun = instantOf(first, 0, site.timeZone)
  await hear(tx, { site, siteId: website.siteId, calls, seed, first: begun, founded, until })
  await noteWritten(tx, site.key, end)
}

/** A number lent before the last stop is forgotten by now: its visitor does not call. */
const phoneOf = ({ dials }: Call, phones: Map<Visit, string | undefined>) =>
  typeof dials === 'string' ? dials : phones.get(dials)

function toEvent(call: Call, phone: string): CallEvent {
  const answered = call.status === 'completed'
  return {
    externalId: call.id,
    direction: call.outbound ? 'outbound' : 'inbound',
    from: call.outbound ? phone : call.caller,
    to: call.outbound ? call.caller! : phone,
    status: call.status,
    startedAt: call.at.toISOString(),
    answeredAt: answered ? new Date(call.at.getTime() + call.ringSeconds * 1000).toISOString() : null,
    endedAt: call.endedAt.toISOString(),
    talkSeconds: call.talkSeconds,
  }
}
