import { displayPhone } from './phone-display.ts'

const space = '\u00a0'
const two = (n: number) => String(n).padStart(2, '0')
const isDay = /^\d{4}-\d{2}-\d{2}$/

/** Writes values the way of the reader's language. A missing value is an en dash. */
export function formats(language: 'fr' | 'en') {
  const locale = language === 'fr' ? 'fr-FR' : 'en-GB'
  const when = (iso: string, options: Intl.DateTimeFormatOptions, timeZone?: string) =>
    new Intl.DateTimeFormat(locale, { ...options, timeZone: isDay.test(iso) ? 'UTC' : timeZone }).format(new Date(iso))
  const timeOptions = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
  const date = (iso: string, timeZone?: string) =>
    when(iso, { day: 'numeric', month: 'long', year: 'numeric' }, timeZone)
  const time = (iso: string, timeZone?: string) => when(iso, timeOptions, timeZone)

  return {
    number: (n: number, digits = 0) => new Intl.NumberFormat(locale, { maximumFractionDigits: digits }).format(n),
    /** @param share 0 to 1. */
    percent: (share: number, digits = 0) =>
      new Intl.NumberFormat(locale, {
        style: 'percent',
        minimumFractionDigits: digits,
        maximumFractionDigits: digits,
      }).format(share),
    /** « 42 s », « 4 min 12 », « 1 h 05 ». */
    duration(seconds: number | null | undefined) {
      if (seconds === null || seconds === undefined) return '–'
      const s = Math.round(seconds)
      if (s < 60) return `${s}${space}s`
      if (s < 3600) return `${Math.floor(s / 60)}${space}min${space}${two(s % 60)}`
      const minutes = Math.round(s / 60)
      return `${Math.floor(minutes / 60)}${space}h${space}${two(minutes % 60)}`
    },
    money: (cents: number, currency = 'EUR') =>
      new Intl.NumberFormat(locale, { style: 'currency', currency, trailingZeroDisplay: 'stripIfInteger' }).format(
        cents / 100,
      ),
    /** « Lyon, Tours et Brest » */
    list: (items: string[]) => new Intl.ListFormat(locale).format(items),
    /** « 12 mars 2026 », from an instant or a day. */
    date,
    /** « mars 2026 », from `2026-03`. */
    month: (month: string) => when(`${month}-01`, { month: 'long', year: 'numeric' }),
    /** « 12 mars », from an instant or a day. */
    day: (iso: string, timeZone?: string) => when(iso, { day: 'numeric', month: 'short' }, timeZone),
    /** « 10:42 » */
    time,
    /** « 12 mars 2026, 10:42 » */
    dateTime: (iso: string, timeZone?: string) => `${date(iso, timeZone)}, ${time(iso, timeZone)}`,
    /** @param weekday ISO: 1 is Monday, 7 is Sunday. */
    weekday: (weekday: number, length: 'short' | 'long' = 'long') =>
      // 1 January 2024 was a Monday.
      when(`2024-01-${two(weekday)}`, { weekday: length }).replace('.', ''),
    /** « il y a 12 s », « hier » */
    ago(iso: string, now = Date.now()) {
      const seconds = Math.round((Date.parse(iso) - now) / 1000)
      const [unit, size] = units.find(([, size]) => Math.abs(seconds) >= size) ?? (['second', 1] as const)
      const words = new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'short' })
      return words.format(Math.round(seconds / size), unit).replaceAll(' ', space)
    },
    /** E.164, as it is written in France. */
    phone: displayPhone,
  }
}
export type Format = ReturnType<typeof formats>

const units = [
  ['year', 31_557_600],
  ['month', 2_629_800],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
] as const
