import { blockingOf } from '#customer/numbers'
import type { CallStatistics } from './contract.ts'

/** Most calls answered soon: the usual target, eight in ten within twenty seconds. */
export const target = { share: 0.8, withinSeconds: 20 }

/**
 * The fewest advisers for which a share of calls is answered in time: Erlang's C formula, for callers who wait. Through
 * the recurrence of {@link blockingOf}: factorials overflow from 170 advisers on.
 * @param calls in a period of so many seconds, each of which keeps an adviser busy for `busySeconds`
 * @returns share answered in time, mean wait in seconds, share of the time that advisers are busy
 * @see A. K. Erlang, 1917
 */
export function staffFor(
  { calls, periodSeconds, busySeconds }: { calls: number; periodSeconds: number; busySeconds: number },
  { share, withinSeconds } = target,
): { advisers: number; share: number; meanWaitSeconds: number; occupancy: number } {
  const erlangs = (calls * busySeconds) / periodSeconds
  for (let advisers = Math.floor(erlangs) + 1; ; advisers += 1) {
    const blocking = blockingOf(erlangs, advisers)
    const waits = (advisers * blocking) / (advisers - erlangs * (1 - blocking))
    const inTime = 1 - waits * Math.exp((-(advisers - erlangs) * withinSeconds) / busySeconds)
    if (inTime >= share)
      return {
        advisers,
        share: inTime,
        meanWaitSeconds: (waits * busySeconds) / (advisers - erlangs),
        occupancy: erlangs / advisers,
      }
  }
}

const shown = 5

type Given = Pick<CallStatistics, 'from' | 'to' | 'heatmap'> & { meanTalkSeconds: number | null }

/** The busiest hours of the week, by their calls on average, and how many advisers they need; none while no talk time is known. */
export function peaksOf({ from, to, heatmap, meanTalkSeconds }: Given): CallStatistics['peaks'] {
  if (!meanTalkSeconds) return []
  const days = Math.max(1, (Date.parse(to) - Date.parse(from)) / 86_400_000 + 1)
  const weekdays = Array.from({ length: days }, (_, n) => new Date(Date.parse(from) + n * 86_400_000).getUTCDay() || 7)
  // At least once: somewhere a day may have begun that is still to come for the server.
  const times = (weekday: number) => Math.max(1, weekdays.filter((day) => day === weekday).length)
  const perHour = heatmap.map(({ weekday, hour, received }) => ({ weekday, hour, calls: received / times(weekday) }))
  return perHour
    .toSorted((a, b) => b.calls - a.calls)
    .slice(0, shown)
    .map((peak) => ({
      ...peak,
      advisers: staffFor({ calls: peak.calls, periodSeconds: 3600, busySeconds: meanTalkSeconds }).advisers,
    }))
}
