const usualDays = 90
const dayMs = 86_400_000

/** @returns days; with neither, the last 90 until today. */
export function periodOf({ from, to }: { from?: string | undefined; to?: string | undefined }, today: string) {
  const until = to ?? today
  return { from: from ?? shifted(until, -(usualDays - 1)), to: until }
}
/** So many days later. */
export const shifted = (day: string, days: number) =>
  new Date(Date.parse(day) + days * dayMs).toISOString().slice(0, 10)

/** As many days, just before. */
export function periodBefore({ from, to }: { from: string; to: string }) {
  const days = Math.max(1, Math.round((Date.parse(to) - Date.parse(from)) / dayMs) + 1)
  return { from: shifted(from, -days), to: shifted(from, -1) }
}

/** The whole months within some days, from the first day of the first to the last of the last; undefined when there is none. */
export function wholeMonths({ from, to }: { from: string; to: string }): { from: string; to: string } | undefined {
  const first = from.endsWith('-01') ? from : monthAfter(from)
  const last = shifted(monthAfter(to), -1) === to ? to : shifted(`${to.slice(0, 8)}01`, -1)
  return first <= last ? { from: first, to: last } : undefined
}

/** The first day of the month after a day's. */
function monthAfter(day: string): string {
  const [year, month] = [Number(day.slice(0, 4)), Number(day.slice(5, 7))]
  return new Date(Date.UTC(year, month, 1)).toISOString().slice(0, 10)
}
