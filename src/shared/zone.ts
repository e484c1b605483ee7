const dayMs = 86_400_000
const formats = new Map<string, Intl.DateTimeFormat>()

/**
 * The instant at which clocks of `timeZone` show `wallMs` (the local date and time, written as if it were UTC). An hour
 * that comes twice is its first occurrence, unless that would be before `notBefore` (a call does not end before it
 * starts); an hour that the spring change skips is shifted forward. Node 24 has no `Temporal` without a flag.
 */
export function instantAt(wallMs: number, timeZone: string, notBefore = Number.NEGATIVE_INFINITY): number {
  const beforeChange = wallMs - offsetMs(wallMs - dayMs, timeZone)
  const afterChange = wallMs - offsetMs(wallMs + dayMs, timeZone)
  if (beforeChange === afterChange) return beforeChange
  const shown = [beforeChange, afterChange]
    .filter((instant) => instant + offsetMs(instant, timeZone) === wallMs)
    .toSorted((a, b) => a - b)
  return shown.find((instant) => instant >= notBefore) ?? shown[0] ?? beforeChange
}

/** What clocks of `timeZone` show at an instant, written as if it were UTC: the opposite of {@link instantAt}. */
export const wallAt = (instant: number, timeZone: string): number => instant + offsetMs(instant, timeZone)

/** The day at a place, `YYYY-MM-DD`. */
export const dayAt = (instant: number, timeZone: string): string =>
  new Date(wallAt(instant, timeZone)).toISOString().slice(0, 10)

/** Clocks change on the quarter of an hour. */
const blockMs = 900_000
const mostKept = 100_000
const kept = new Map<string, number>()

/** How far ahead of UTC local clocks are. Kept by quarter of an hour: a file of calls asks four times a line. */
function offsetMs(instant: number, timeZone: string): number {
  const key = `${timeZone} ${Math.floor(instant / blockMs)}`
  const known = kept.get(key)
  if (known !== undefined) return known
  if (kept.size >= mostKept) kept.clear()
  const offset = readOffsetMs(instant, timeZone)
  kept.set(key, offset)
  return offset
}

function readOffsetMs(instant: number, timeZone: string): number {
  const part: Record<string, number> = {}
  for (const { type, value } of format(timeZone).formatToParts(instant)) part[type] = Number(value)
  const { year = 0, month = 1, day, hour, minute, second } = part
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(instant / 1000) * 1000
}

function format(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone)
  if (known) return known
  const numeric = 'numeric'
  const fields = {
    year: numeric,
    month: numeric,
    day: numeric,
    hour: numeric,
    minute: numeric,
    second: numeric,
  } as const
  const created = new Intl.DateTimeFormat('en-US', { timeZone, hourCycle: 'h23', ...fields })
  formats.set(timeZone, created)
  return created
}
