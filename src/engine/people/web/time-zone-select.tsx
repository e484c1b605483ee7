import { useCallback, useMemo } from 'react'
import { useFormat, useText } from '#web/i18n'
import { Select, useNow } from '#web/ui'
import { frenchZones, otherZones, placeOf } from './time-zones.ts'

/** « La Réunion », or the zone's own name when it is nowhere in France. */
export function useZoneName(): (timeZone: string) => string {
  const t = useText()
  return useCallback(
    (timeZone) => {
      const place = placeOf(timeZone)
      return place ? t(`sites.places.${place}`) : timeZone.replaceAll('_', ' ')
    },
    [t],
  )
}

type TimeZoneSelectProps = { value?: string; onChange?: (value: string | null) => void; error?: string }

export function TimeZoneSelect({ value, ...input }: TimeZoneSelectProps) {
  const t = useText()
  const format = useFormat()
  const nameOf = useZoneName()
  const now = useNow(30_000)
  const data = useMemo(
    () => [
      { group: t('sites.zonesOfFrance'), items: frenchZones.map(([, zone]) => ({ value: zone, label: nameOf(zone) })) },
      { group: t('sites.zonesElsewhere'), items: otherZones().map((zone) => ({ value: zone, label: nameOf(zone) })) },
    ],
    [t, nameOf],
  )
  return (
    <Select
      {...input}
      value={value}
      data={data}
      label={t('sites.timeZone')}
      description={value && t('sites.timeThere', { time: format.time(now.toISOString(), value) })}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      nothingFoundMessage={t('sites.noSuchZone')}
    />
  )
}
