import { useEndpoint } from '#web/api'
import { useFormat, useText } from '#web/i18n'
import { Card, Empty, Failure, Loading, Table } from '#web/ui'
import { type Asked, planSurvey } from '../contract.ts'

/** Site by site, what the survey would come to: nobody is written to yet. */
export function Plan({ asked }: { asked: Asked }) {
  const t = useText()
  const format = useFormat()
  const plan = useEndpoint(planSurvey, { query: asked })
  if (!plan.data) return plan.isError ? <Failure error={plan.error} retry={plan.refetch} /> : <Loading lines={8} />
  if (plan.data.sites.length === 0) return <Empty title={t('surveys.nobody')}>{t('surveys.nobodyHelp')}</Empty>
  return (
    <Card title={t('surveys.plan')} note={t('surveys.planNote')} pad={false}>
      <Table
        label={t('surveys.plan')}
        rows={plan.data.sites}
        rowKey={({ siteId }) => siteId ?? ''}
        columns={[
          {
            key: 'site',
            head: t('sites.site'),
            render: ({ siteName, reachable, resting, opposed, unreachable }) => (
              <>
                {siteName ?? t('surveys.noSite')}
                <small>
                  {t('surveys.reachable', { count: reachable })}
                  {resting > 0 && ` · ${t('surveys.resting', { count: resting })}`}
                  {opposed > 0 && ` · ${t('surveys.opposed', { count: opposed })}`}
                  {unreachable > 0 && ` · ${t('surveys.unreachable', { count: unreachable })}`}
                </small>
              </>
            ),
          },
          {
            key: 'invited',
            head: t('surveys.letters'),
            align: 'right',
            render: ({ invited, expected }) => (
              <>
                {format.number(invited)}
                <small>{t('surveys.expected', { count: Math.round(expected) })}</small>
              </>
            ),
          },
          {
            key: 'margin',
            head: t('surveys.marginShort'),
            align: 'right',
            render: ({ margin, smallestMove }) =>
              margin === null || smallestMove === null ? (
                <small>{t('surveys.noMargin')}</small>
              ) : (
                <>
                  ± {format.number(margin)}
                  <small>{t('surveys.smallestMove', { points: format.number(smallestMove) })}</small>
                </>
              ),
          },
        ]}
      />
    </Card>
  )
}
