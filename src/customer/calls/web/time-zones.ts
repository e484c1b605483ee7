import type { Text } from '#web/i18n'

/** Cities whose French name is not the one of the time zone. */
const french: Record<string, string> = {
  Reunion: 'La Réunion',
  Noumea: 'Nouméa',
  Marigot: 'Saint-Martin',
  St_Barthelemy: 'Saint-Barthélemy',
  Brussels: 'Bruxelles',
}

/** « heure de Paris »; each site's own when there are several. */
export function hourOf(timeZones: string[], t: Text): string {
  const [zone = 'Europe/Paris', ...others] = timeZones
  if (others.length > 0) return t('calls.heat.localHour')
  return t('calls.heat.hourOf', { city: cityOf(zone) })
}

export function cityOf(zone: string): string {
  const city = zone.split('/').at(-1) ?? zone
  return french[city] ?? city.replaceAll('_', ' ')
}

/** Where a time is not the reader's own, it is told whose it is. */
export const elsewhere = (zone: string): string | null =>
  zone === Intl.DateTimeFormat().resolvedOptions().timeZone ? null : cityOf(zone)
