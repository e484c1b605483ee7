import type { Rhythm } from './contract.ts'

const dayMs = 86_400_000
/** Letters leave once it is seven where most sites are, and the period is over at each of them. */
const earliest = '07:00'

const iso = (day: Date) => day.toISOString().slice(0, 10)
const local = (timeZone: string, at: Date) =>
  new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(at)
export const localDay = (timeZone: string, at: Date): string => local(timeZone, at).slice(0, 10)

/** The day that has begun everywhere, and whose reports may leave. @param zones of the sites, that of most of them first. */
export function reportDay([main = 'Europe/Paris', ...others]: string[], now: Date): string {
  const [day, time] = local(main, now).split(' ') as [string, string]
  const ready = time < earliest ? iso(new Date(Date.parse(day) - dayMs)) : day
  return [ready, ...others.map((zone) => localDay(zone, now))].toSorted()[0]!
}

/** The last week or month that is over on a day, and the day on which the one after it is. */
export function lastPeriod(every: Rhythm, today: string): { from: string; to: string; nextOn: string } {
  const day = new Date(today)
  const [year, month] = [day.getUTCFullYear(), day.getUTCMonth()]
  const monday = new Date(day.getTime() - ((day.getUTCDay() + 6) % 7) * dayMs)
  const [start, end, next] =
    every === 'week'
      ? [new Date(monday.getTime() - 7 * dayMs), monday, new Date(monday.getTime() + 7 * dayMs)]
      : [month - 1, month, month + 1].map((one) => new Date(Date.UTC(year, one, 1)))
  return { from: iso(start!), to: iso(new Date(end!.getTime() - dayMs)), nextOn: iso(next!) }
}
