import type { Tx } from '#kernel/db'
import { countHour } from './watch-repo.ts'

const weeks = 8
/** Of so many weeks at least, or nothing is known to be usual. */
const fewestWeeks = 3
/** Fewer calls need no help. */
const fewestCalls = 10

/** This hour's calls so far, beside the mean of the same hour of the same weekday in the eight weeks before. */
export async function peakOf(
  tx: Tx,
  siteId: string,
  timeZone: string,
  now: Date,
): Promise<{ received: number; usual: number; isPeak: boolean }> {
  const local = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(now)
  const [day = '', time = ''] = local.split(' ')
  const before = Array.from({ length: weeks }, (_, n) => weeksBefore(day, n + 1))
  const counts = await countHour(tx, siteId, Number(time.slice(0, 2)), [day, ...before])
  const known = before.filter((one) => counts.has(one)).length
  const usual = before.reduce((sum, one) => sum + (counts.get(one) ?? 0), 0) / weeks
  const received = counts.get(day) ?? 0
  return { received, usual, isPeak: known >= fewestWeeks && isBeyond(received, usual) }
}

/** Three standard deviations above, of calls that come by chance. */
export const isBeyond = (received: number, usual: number): boolean =>
  received >= fewestCalls && received > usual + 3 * Math.sqrt(Math.max(1, usual))

const weeksBefore = (day: string, count: number) =>
  new Date(Date.parse(day) - count * 7 * 86_400_000).toISOString().slice(0, 10)
