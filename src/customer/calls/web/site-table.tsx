import { useNavigate } from '@tanstack/react-router'
import { useFormat, useText } from '#web/i18n'
import { IntervalLine, Table } from '#web/ui'
import type { ComparedSite, SiteComparison } from '../contract.ts'
import classes from './sites.module.css'
import { useChangeInWords } from './use-change.ts'

/** One line a site; a line opens its calls. */
export function SiteTable({ comparison: { from, to, sites, total } }: { comparison: SiteComparison }) {
  const t = useText()
  const format = useFormat()
  const say = useChangeInWords()
  const navigate = useNavigate()
  const lows = sites.flatMap(({ answerRate }) => (answerRate ? [answerRate.low] : []))
  // Round tens below every interval: the whole width serves.
  const least = Math.floor(Math.min(1, ...lows) * 10) / 10
  const right = { align: 'right' } as const
  return (
    <Table
      label={t('calls.sites.table')}
      rows={sites}
      rowKey={({ siteId }) => siteId}
      onOpen={({ siteId }) => void navigate({ to: '/appels', search: { from, to, siteId } })}
      columns={[
        { key: 'site', head: t('calls.by.site'), render: ({ name }) => name },
        {
          ...right,
          key: 'received',
          hideOnPhone: true,
          head: t('calls.figures.received'),
          render: (site) => (
            <>
              {format.number(site.received)}
              {site.receivedChange?.isShown && <small>{say.ofCount(site.receivedChange)}</small>}
            </>
          ),
        },
        {
          ...right,
          key: 'answered',
          head: t('calls.figures.answered'),
          render: ({ answerRate }) =>
            answerRate ? (
              <>
                {format.percent(answerRate.value)}
                <small>
                  {format.percent(answerRate.low)} – {format.percent(answerRate.high)}
                </small>
              </>
            ) : (
              '–'
            ),
        },
        {
          key: 'drawn',
          hideOnPhone: true,
          head: (
            <span className={classes['scale']}>
              <span>{format.percent(least)}</span>
              <span>{format.percent(1)}</span>
            </span>
          ),
          render: ({ answerRate: rate }) => (
            <IntervalLine
              interval={rate && { estimate: rate.value, lo: rate.low, hi: rate.high }}
              mean={total.answerRate?.value}
              from={least}
              to={1}
            />
          ),
        },
        {
          key: 'beside',
          head: t('calls.sites.beside'),
          render: ({ besideOthers: beside }) =>
            beside?.isShown ? (
              <span className={classes['apart']} data-tone={beside.value < 0 ? 'lost' : 'good'}>
                {t(beside.value < 0 ? 'calls.sites.answersLess' : 'calls.sites.answersMore')}
                <small>{say.ofRate(beside)}</small>
              </span>
            ) : (
              <span className={classes['soft']}>{beside ? t('calls.sites.alike') : '–'}</span>
            ),
        },
        {
          key: 'change',
          head: t('calls.sites.change'),
          hideOnPhone: true,
          render: ({ answerRateChange: change }) => (
            <span className={change?.isShown ? undefined : classes['soft']}>
              {change ? (change.isShown ? say.ofRate(change) : t('calls.sites.unchanged')) : '–'}
            </span>
          ),
        },
        ...(total.sales > 0
          ? [
              {
                ...right,
                key: 'value',
                head: t('calls.column.value'),
                render: ({ valueCents }: ComparedSite) => (valueCents > 0 ? format.money(valueCents) : '–'),
              },
            ]
          : []),
      ]}
    />
  )
}
