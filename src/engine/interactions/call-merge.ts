import type { CallEvent } from './call-event.ts'

/**
 * How much an event proves about its call. Events come late, twice and out of order, so what is known never goes down;
 * among finals of equal weight the first wins.
 *
 * The two middle finals exist because some networks pick up the caller's line before anybody answers: its `completed`
 * with a duration must not beat the dialled line's own "nobody answered", in whichever order both arrive.
 */
function weight({ status, talkSeconds, answeredAt }: CallEvent): number {
  switch (status) {
    case 'queued':
      return 0
    case 'initiated':
      return 1
    case 'ringing':
      return 2
    case 'in-progress':
      return 3
    case 'completed':
      if (!talkSeconds) return 4
      return answeredAt ? 7 : 5
    default:
      return talkSeconds === 0 ? 6 : 4
  }
}

const firstFinal = 4

const earliest = (a: string | null, b: string | null): string | null =>
  a !== null && (b === null || Date.parse(a) <= Date.parse(b)) ? a : b

/**
 * Adds one event to what is known of its call. `startedAt` and `answeredAt` only ever move earlier (every source sees
 * them late, never early); `endedAt` and `talkSeconds` come with the final that wins.
 *
 * @returns undefined when `incoming` teaches nothing.
 */
export function mergeCall(current: CallEvent | undefined, incoming: CallEvent): CallEvent | undefined {
  if (!current) return incoming
  const [stronger, weaker] = weight(incoming) > weight(current) ? [incoming, current] : [current, incoming]
  const isFinal = weight(stronger) >= firstFinal
  const isMissed = isFinal && stronger.status !== 'completed'
  const merged: CallEvent = {
    ...current,
    from: current.from ?? incoming.from,
    status: stronger.status,
    startedAt: earliest(current.startedAt, incoming.startedAt) ?? current.startedAt,
    answeredAt: isMissed ? null : earliest(current.answeredAt, incoming.answeredAt),
    endedAt: isFinal ? (stronger.endedAt ?? weaker.endedAt) : null,
    talkSeconds: stronger.talkSeconds,
  }
  const changed = (Object.keys(merged) as (keyof CallEvent)[]).some((key) => merged[key] !== current[key])
  return changed ? merged : undefined
}
