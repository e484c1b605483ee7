import { Switch } from '@mantine/core'
import { useState } from 'react'
import { useFormat, useText } from '#web/i18n'
import { Table } from '#web/ui'
import type { Mirror, MirrorLink } from '../contract.ts'
import classes from './mirror.module.css'

/** One point a site: the team across, the customers up; and what may be said of it. */
export function Sites({ link, places }: { link: MirrorLink; places: Mirror['places'] }) {
  const t = useText()
  const format = useFormat()
  const [band, setBand] = useState(false)
  const { points, state, r, lo, hi, p, sitesNeeded, reliability, highestVisible, hiddenSites } = link
  const number = (value: number | null) => (value === null ? '–' : format.number(value, 2))
  const badge = (value: number | null) =>
    value === null
      ? '–'
      : `${number(value)} (${t(`mirror.badge.${value >= 0.7 ? 'reliable' : value >= 0.4 ? 'fragile' : 'unreadable'}`)})`
  const nameOf = (siteId: string) => places.find((place) => place.siteId === siteId)?.siteName ?? ''
  return (
    <>
      {points.length > 0 && <Scatter points={points} band={band} nameOf={nameOf} />}
      <p className={classes['said']}>
        {t(`mirror.link.${state}`, {
          r: number(r),
          lo: number(lo),
          hi: number(hi),
          p: number(p),
          count: points.length,
        })}{' '}
        {state !== 'too_few_sites' &&
          state !== 'shown' &&
          sitesNeeded !== null &&
          t('mirror.needed', { count: sitesNeeded })}
      </p>
      {highestVisible !== null && points.length > 1 && (
        <p className={classes['soft']}>
          {t('mirror.reliability', {
            employees: badge(reliability.employees),
            customers: badge(reliability.customers),
            highest: number(highestVisible),
          })}
        </p>
      )}
      {hiddenSites > 0 && <p className={classes['soft']}>{t('mirror.hiddenSites', { count: hiddenSites })}</p>}
      {points.length >= 20 && (
        <Switch label={t('mirror.band')} checked={band} onChange={(event) => setBand(event.currentTarget.checked)} />
      )}
      {band && <p className={classes['soft']}>{t('mirror.bandWords')}</p>}
      {points.length > 0 && (
        <details>
          <summary>{t('ui.showTable')}</summary>
          <Table
            label={t('mirror.sites')}
            rows={points}
            rowKey={({ siteId }) => siteId}
            columns={[
              { key: 'site', head: t('sites.site'), render: ({ siteId }) => nameOf(siteId) },
              {
                key: 'e',
                head: t('mirror.employees'),
                align: 'right',
                render: ({ employees }) => format.number(employees.value),
              },
              {
                key: 'c',
                head: t('mirror.customers'),
                align: 'right',
                render: ({ customers }) => format.number(customers.value),
              },
            ]}
          />
        </details>
      )}
    </>
  )
}

type ScatterProps = { points: MirrorLink['points']; band: boolean; nameOf: (siteId: string) => string }
/** Points of customers per point of employees in the studies that found a link. */
const published = { least: 0.05, most: 0.26 }

function Scatter({ points, band, nameOf }: ScatterProps) {
  const t = useText()
  const all = points.flatMap(({ employees, customers }) => [employees, customers])
  const least = Math.max(0, Math.floor(Math.min(...all.map(({ lo }) => lo)) / 10) * 10)
  const most = Math.min(100, Math.ceil(Math.max(...all.map(({ hi }) => hi)) / 10) * 10)
  const at = (value: number) => (100 * (value - least)) / (most - least || 1)
  const mean = (of: 'employees' | 'customers') =>
    points.reduce((sum, point) => sum + point[of].value, 0) / points.length
  const [cx, cy] = [mean('employees'), mean('customers')]
  const line = (slope: number, x: number) => 100 - at(cy + slope * (x - cx))
  return (
    <figure className={classes['scatter']}>
      <figcaption>↑ {t('mirror.customers')}</figcaption>
      {/* oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- an <img> holds no points with names of their own */}
      <svg viewBox="-2 -2 104 104" role="img" aria-label={t('mirror.label', { count: points.length })}>
        <path className={classes['axis']} d="M0 0V100H100" />
        {band && (
          <polygon
            className={classes['band']}
            points={[
              [0, line(published.most, least)],
              [0, line(published.least, least)],
              [at(cx), 100 - at(cy)],
              [100, line(published.least, most)],
              [100, line(published.most, most)],
              [at(cx), 100 - at(cy)],
            ]
              .map((pair) => pair.join(','))
              .join(' ')}
          />
        )}
        {points.map(({ siteId, employees, customers }) => (
          <g key={siteId}>
            <title>{nameOf(siteId)}</title>
            <path
              className={classes['cross']}
              d={`M${at(employees.lo)} ${100 - at(customers.value)}H${at(employees.hi)}M${at(employees.value)} ${100 - at(customers.lo)}V${100 - at(customers.hi)}`}
            />
            <circle className={classes['customers']} cx={at(employees.value)} cy={100 - at(customers.value)} r="1.6" />
          </g>
        ))}
      </svg>
      <small>{t('mirror.employees')} →</small>
    </figure>
  )
}
