import type { Format, Text } from '#web/i18n'

/** « aujourd’hui », « hier », then « 12 mars », by the calendar of the place. */
export function dayName(
  iso: string,
  timeZone: string,
  t: Text,
  format: Pick<Format, 'day'>,
  now: Date = new Date(),
): string {
  const day = localDay(new Date(iso), timeZone)
  const ago = (Date.parse(localDay(now, timeZone)) - Date.parse(day)) / 86_400_000
  if (ago === 0) return t('calls.day.today')
  return ago === 1 ? t('calls.day.yesterday') : format.day(day)
}

/** The ISO day that it is in a place. */
export function localDay(at: Date, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-GB', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' })
  return parts.format(at).split('/').toReversed().join('-')
}
