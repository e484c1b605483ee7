/** A calendar day, `2026-11-23`. */
export type Day = string

const dayMs = 86_400_000

export const addDays = (day: Day, days: number): Day =>
  new Date(Date.parse(day) + days * dayMs).toISOString().slice(0, 10)

export const daysBetween = (from: Day, to: Day): number => Math.round((Date.parse(to) - Date.parse(from)) / dayMs)

/** The same day of the month, so many months before; its last one where the month is too short. */
export function monthsBefore(day: Day, months: number): Day {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number)
  const lastDate = new Date(Date.UTC(year, month - months, 0)).getUTCDate()
  return new Date(Date.UTC(year, month - 1 - months, Math.min(date, lastDate))).toISOString().slice(0, 10)
}

/** ISO: 1 = Monday … 7 = Sunday. */
export const weekdayOf = (day: Day): number => new Date(day).getUTCDay() || 7

export const monthOf = (day: Day): number => Number(day.slice(5, 7))

const formats = new Map<string, Intl.DateTimeFormat>()
function clockOf(timeZone: string): Intl.DateTimeFormat {
  if (!formats.has(timeZone))
    formats.set(timeZone, new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' }))
  return formats.get(timeZone)!
}

export const dayIn = (instant: Date, timeZone: string): Day => clockOf(timeZone).format(instant).slice(0, 10)

const noons = new Map<string, number>()

/** The instant of a minute of a local day. Exact from 4 o'clock on: clocks are changed in the night before. */
export function instantOf(day: Day, minute: number, timeZone: string): Date {
  const key = `${day} ${timeZone}`
  if (!noons.has(key)) {
    const utcNoon = Date.parse(`${day}T12:00:00Z`)
    const shown = Date.parse(`${clockOf(timeZone).format(new Date(utcNoon)).replace(' ', 'T')}Z`)
    noons.set(key, utcNoon - (shown - utcNoon))
  }
  return new Date(noons.get(key)! + Math.round((minute - 720) * 60) * 1000)
}

/** Sunday of Easter (Meeus, Jones, Butcher). */
function easter(year: number): Day {
  const a = year % 19
  const b = Math.floor(year / 100)
  const c = year % 100
  const h = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7
  const m = Math.floor((a + 11 * h + 22 * l) / 451)
  const n = h + l - 7 * m + 114
  return new Date(Date.UTC(year, Math.floor(n / 31) - 1, (n % 31) + 1)).toISOString().slice(0, 10)
}

/** The eleven public holidays of France. */
export function isHoliday(day: Day): boolean {
  const year = Number(day.slice(0, 4))
  return (
    ['01-01', '05-01', '05-08', '07-14', '08-15', '11-01', '11-11', '12-25'].includes(day.slice(5)) ||
    [1, 39, 50].includes(daysBetween(easter(year), day))
  )
}
