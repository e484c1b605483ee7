import { creditsOf } from '#customer/attribution'
import { touchesOf, type VisitTouch } from '#customer/tracking'
import { browsersOf } from '#engine/people'
import type { Tx } from '#kernel/db'
import type { TrackedCall } from './call-repo.ts'
import * as repo from './touch-repo.ts'
import type { Touch } from './touch-repo.ts'

const lookBackMs = 90 * 86_400_000
/** Of more touches, the first and the last ones. */
const most = 50

type Counted = Omit<TrackedCall, 'touches'>

/**
 * The touches of calls whose origin is known, oldest first, each call's own the last; none of the others, whose credit is
 * never spread. A visit that names no source is no touch, unless the call came from it.
 * @param calls may hold each other's earlier touches
 */
export async function touchesOfCalls(tx: Tx, calls: Counted[]): Promise<Map<string, Touch[]>> {
  const known = calls.filter(({ certainty }) => certainty === 'visitor' || certainty === 'support')
  if (known.length === 0) return new Map()
  const since = new Date(Math.min(...known.map(({ startedAt }) => startedAt.getTime())) - lookBackMs)
  const personIds = [...new Set(known.flatMap(({ personId }) => personId ?? []))]
  const browsers = await browsersOf(tx, personIds)
  const visitorsOf = (call: Counted) => [
    ...new Set([...ownVisitor(call), ...((call.personId && browsers.get(call.personId)) || [])]),
  ]
  const visits = Map.groupBy(
    await touchesOf(tx, [...new Set(known.flatMap(visitorsOf))], since),
    ({ visitorId }) => visitorId,
  )
  const told = (await repo.listSupports(tx, personIds, since)).filter(({ id }) => calls.every((call) => call.id !== id))
  const supports = Map.groupBy(
    [...told, ...known.filter(({ certainty }) => certainty === 'support').map(asSupport)],
    ({ personId }) => personId,
  )
  return new Map(
    known.map((call) => {
      const isEarlier = ({ at }: { at: Date }) =>
        at < call.startedAt && call.startedAt.getTime() - at.getTime() <= lookBackMs
      const earlier: (Touch | VisitTouch)[] = [
        ...visitorsOf(call)
          .flatMap((visitorId) => visits.get(visitorId) ?? [])
          .filter(({ visitId, source }) => visitId !== call.visitId && source !== '(direct)'),
        ...(call.personId ? (supports.get(call.personId) ?? []) : []).filter(({ id }) => id !== call.id),
      ].filter(isEarlier)
      const touches = [...earlier.toSorted((a, b) => a.at.getTime() - b.at.getTime()), { ...call, at: call.startedAt }]
      return [call.id, touches.length > most ? [touches[0]!, ...touches.slice(1 - most)] : touches]
    }),
  )
}

/** Writes the shares of those calls that more than one touch led to. */
export async function writeTouches(tx: Tx, touches: Map<string, Touch[]>): Promise<void> {
  const shared = [...touches].filter(([, all]) => all.length > 1)
  const rows = shared.flatMap(([callId, all]) => {
    const credits = creditsOf(all.map(({ at }) => at))
    return all.map((touch, index) => ({ ...touch, ...credits[index]!, callId, place: index + 1 }))
  })
  if (rows.length > 0) await repo.insertAll(tx, rows)
}

/** As {@link writeTouches}, for a call that may have been told before. */
export async function rewriteTouches(tx: Tx, callId: string, touches: Map<string, Touch[]>): Promise<void> {
  await repo.remove(tx, callId)
  await writeTouches(tx, touches)
}

const ownVisitor = ({ visitId, candidates }: Counted): string[] =>
  candidates.filter((candidate) => candidate.visitId === visitId).map(({ visitorId }) => visitorId)

const asSupport = (call: Counted): repo.Support => ({ ...call, at: call.startedAt, personId: call.personId })
