import { lazy, Suspense, type CSSProperties } from 'react'
import { useFormat, useText } from '#web/i18n'
import { Card } from '#web/ui'
import type { CallFilter, CallStatistics } from '../contract.ts'
import type { Change } from './call-search.ts'
import { shade } from './heat.ts'
import { overseas } from './zone-places.ts'
import classes from './zone-map.module.css'

/** The outlines are a third of the screen's code, and wait for their turn. */
const Mainland = lazy(() => import('./zone-mainland.tsx'))

type ZoneMapProps = { statistics: CallStatistics; filter: CallFilter; change: Change }

/** Where callers' numbers suggest that they are; what says nothing of a place stands apart. A zone opens its calls. */
export function ZoneMap({ statistics: { zones }, filter, change }: ZoneMapProps) {
  const t = useText()
  const format = useFormat()
  const hidden = zones.find(({ zone }) => zone === 'hidden')?.received ?? 0
  const counts = new Map(zones.map(({ zone, received }) => [zone, zone === 'none' ? received + hidden : received]))
  if (hidden > 0 && !counts.has('none')) counts.set('none', hidden)
  const placed = zones.filter(({ zone }) => !apart.has(zone))
  const most = Math.max(1, ...placed.map(({ received }) => received))
  const shadeOf = (zone: string) => (counts.has(zone) ? shade(counts.get(zone)!, most) : '0%')
  const choose = (zone: string) => change({ zone: filter.zone === zone ? undefined : zone })
  const abroad = placed.filter(({ zone }) => !known.has(zone))
  return (
    <Card title={t('calls.map.title')} note={t('calls.map.hint')}>
      <div className={classes['frame']}>
        <Suspense fallback={<div className={classes['mainland']} />}>
          <Mainland shadeOf={shadeOf} choose={choose} />
        </Suspense>
        <ul className={classes['zones']}>
          {[...mainland, ...overseas, ...abroad.map(({ zone }) => zone)].map((zone) => (
            <li key={zone}>{button(zone, zone)}</li>
          ))}
          <li className={classes['apart']}>{button('mobile', t('calls.zones.mobile'))}</li>
          <li>{button('none', t('calls.zones.none'))}</li>
          <li>
            <span className={classes['name']}>{t('calls.map.hidden')}</span>
            {format.number(hidden)}
          </li>
        </ul>
      </div>
      <small className={classes['source']}>{t('calls.map.source')}</small>
    </Card>
  )

  function button(zone: string, name: string) {
    const received = counts.get(zone) ?? 0
    return (
      <button
        type="button"
        className={classes['zone']}
        aria-pressed={filter.zone === zone}
        disabled={received === 0 && filter.zone !== zone}
        style={{ '--shade': apart.has(zone) ? '0%' : shadeOf(zone) } as CSSProperties}
        onClick={() => choose(zone)}
      >
        <span className={classes['name']}>{name}</span>
        {format.number(received)}
      </button>
    )
  }
}

const mainland = ['Île-de-France', 'Nord-Ouest', 'Nord-Est', 'Sud-Est', 'Sud-Ouest']
/** They say nothing of a place. */
const apart = new Set(['mobile', 'hidden', 'none'])
const known = new Set([...mainland, ...overseas])
