import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import type { ComponentType } from 'react'
import type { z } from 'zod'
import { useEndpoint } from '#web/api'
import { useFormat, useText } from '#web/i18n'
import { Card, Empty, Failure, Figures, Loading, Page } from '#web/ui'
import { getSiteComparison, SiteComparisonQuery, type SiteComparison } from '../contract.ts'
import classes from './calls.module.css'
import { PeriodChips } from './period-chips.tsx'
import { SiteTable } from './site-table.tsx'
import { useChangeInWords } from './use-change.ts'

export const SitesSearch = SiteComparisonQuery
type Query = z.output<typeof SiteComparisonQuery>

/**
 * A network's sites side by side, and what is shown to differ.
 * @param Print what offers it as a page to print.
 */
export function SitesPage({ Print }: { Print: ComponentType<{ query: Query }> }) {
  const t = useText()
  const format = useFormat()
  const navigate = useNavigate()
  const search = SitesSearch.safeParse(useSearch({ strict: false })).data ?? {}
  const comparison = useEndpoint(getSiteComparison, { query: search }, { topic: 'calls', keepPrevious: true })
  const { data } = comparison
  return (
    <Page
      title={t('calls.sites.title')}
      lead={data && <Lead comparison={data} />}
      actions={
        <>
          <Link to="/appels/rapports">{t('reports.title')}</Link>
          <Print query={search} />
        </>
      }
    >
      <div className={classes['filters']}>
        <PeriodChips
          filter={search}
          change={({ from, to }) =>
            void navigate({ to: '/appels/sites', search: { ...search, from, to }, resetScroll: false })
          }
        />
        {data && (
          <small className={classes['period']}>
            {t('calls.period.days', { from: format.day(data.from), to: format.date(data.to) })}
          </small>
        )}
      </div>
      {data ? (
        <Answer comparison={data} />
      ) : comparison.isError ? (
        <Failure error={comparison.error} retry={comparison.refetch} />
      ) : (
        <Loading lines={8} />
      )}
    </Page>
  )
}

/** Who stands out, in words. */
function Lead({ comparison: { sites } }: { comparison: SiteComparison }) {
  const t = useText()
  const format = useFormat()
  if (sites.length < 2) return null
  const apart = sites.filter(({ besideOthers }) => besideOthers?.isShown)
  if (apart.length === 0) return t('calls.sites.noneApart')
  const [less, more] = [true, false].map((isLess) =>
    apart.filter(({ besideOthers }) => besideOthers!.value < 0 === isLess).map(({ name }) => name),
  ) as [string[], string[]]
  return [
    less.length > 0 && t('calls.sites.below', { count: less.length, names: format.list(less) }),
    more.length > 0 && t('calls.sites.above', { count: more.length, names: format.list(more) }),
  ]
    .filter(Boolean)
    .join(' ')
}

function Answer({ comparison }: { comparison: SiteComparison }) {
  const t = useText()
  const format = useFormat()
  const say = useChangeInWords()
  const { total, sites } = comparison
  if (sites.length < 2)
    return (
      <Empty title={t('calls.sites.alone')} action={<Link to="/reglages/sites">{t('nav.sites')}</Link>}>
        {t('calls.sites.aloneHelp')}
      </Empty>
    )
  return (
    <>
      <Figures
        items={[
          {
            label: t('calls.figures.received'),
            value: format.number(total.received),
            note: say.ofCount(total.receivedChange),
            hint: t('calls.figures.receivedHint'),
          },
          {
            label: t('calls.figures.answered'),
            value: total.answerRate ? format.percent(total.answerRate.value, 1) : '–',
            note: say.ofRate(total.answerRateChange),
            hint: t('calls.figures.answeredHint'),
          },
          {
            label: t('calls.figures.missed'),
            value: format.number(total.missed),
            hint: t('calls.figures.missedHint'),
          },
          {
            label: t('calls.figures.duration'),
            value: format.duration(total.meanTalkSeconds),
            hint: t('calls.figures.durationHint'),
          },
          ...(total.sales > 0
            ? [
                {
                  label: t('calls.figures.value'),
                  value: format.money(total.valueCents),
                  hint: t('calls.figures.valueHint'),
                },
              ]
            : []),
        ]}
      />
      <Card title={t('calls.sites.table')} note={t('calls.sites.method')}>
        <SiteTable comparison={comparison} />
      </Card>
    </>
  )
}
