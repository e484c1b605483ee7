import { Button } from '@mantine/core'
import { listCallViews } from '#customer/calls/contract'
import { hrefOf, useAction, useEndpoint } from '#web/api'
import { useFormat, useText } from '#web/i18n'
import { Card, Empty, Failure, Loading, NoMail, offerUndo, Page, Table, Words } from '#web/ui'
import {
  endReportSubscription,
  getCallsReport,
  getSitesReport,
  listReportSubscriptions,
  type ReportSubscription,
  sendReportTo,
  subscribeToReport,
} from '../contract.ts'
import { ReportForm } from './report-form.tsx'

/** Which reports are sent by mail, how often, and to whom. */
export function ReportsPage() {
  const t = useText()
  const reports = useEndpoint(listReportSubscriptions)
  return (
    <Page title={t('reports.title')}>
      <Words>{t('reports.what')}</Words>
      {reports.data?.mailConfigured === false && <NoMail>{t('reports.noMail')}</NoMail>}
      <Card title={t('reports.list')}>
        {reports.data ? (
          <Reports items={reports.data.items} />
        ) : reports.isError ? (
          <Failure error={reports.error} retry={reports.refetch} />
        ) : (
          <Loading />
        )}
      </Card>
      {reports.data && (
        <Card title={t('reports.add')}>
          <ReportForm />
        </Card>
      )}
    </Page>
  )
}

function Reports({ items }: { items: ReportSubscription[] }) {
  const t = useText()
  const format = useFormat()
  const views = useEndpoint(listCallViews).data?.items ?? []
  const reads = [listReportSubscriptions]
  const again = useAction(subscribeToReport, { reads })
  const againTo = useAction(sendReportTo, { reads })
  const ending = useAction(endReportSubscription, { reads })
  const nameOf = ({ viewName }: ReportSubscription) => viewName ?? t('calls.sites.title')
  const whoOf = ({ mine, memberName }: ReportSubscription) => (mine ? t('reports.me') : memberName)
  const end = (report: ReportSubscription) => {
    const { id, viewId, every, memberId, mine } = report
    const undo = () =>
      mine ? again.mutate({ body: { viewId, every } }) : againTo.mutate({ body: { viewId, every, memberId } })
    ending.mutate(
      { params: { id } },
      {
        onSuccess: () => offerUndo(t('reports.ended', { name: nameOf(report), who: whoOf(report) }), { undo }),
      },
    )
  }
  const lastOf = ({ viewId, last }: ReportSubscription) => {
    if (viewId === null) return hrefOf(getSitesReport, { query: last })
    const view = views.find(({ id }) => id === viewId)
    return view && hrefOf(getCallsReport, { query: { compare: 'previous', ...view.search, ...last, grain: 'day' } })
  }
  if (items.length === 0) return <Empty title={t('reports.none')}>{t('reports.noneHelp')}</Empty>
  return (
    <Table
      label={t('reports.list')}
      rows={items}
      rowKey={({ id }) => id}
      columns={[
        {
          key: 'report',
          head: t('reports.which'),
          render: (report) => {
            const href = lastOf(report)
            return (
              <>
                {nameOf(report)}
                {href && (
                  <small>
                    <a href={href} download aria-label={t('reports.lastOf', { name: nameOf(report) })}>
                      {t('reports.last')}
                    </a>
                  </small>
                )}
              </>
            )
          },
        },
        {
          key: 'every',
          head: t('reports.every'),
          render: ({ every, nextOn }) => (
            <>
              {t(`reports.rhythms.${every}`)}
              <small>{t('reports.nextOn', { day: format.day(nextOn) })}</small>
            </>
          ),
        },
        { key: 'to', head: t('reports.to'), render: whoOf },
        {
          key: 'sent',
          head: t('reports.sent'),
          hideOnPhone: true,
          render: ({ sentAt }) => (sentAt ? format.date(sentAt) : t('reports.never')),
        },
        {
          key: 'end',
          head: <span className="unseen">{t('reports.end')}</span>,
          align: 'right',
          render: (report) => (
            <Button
              variant="subtle"
              size="compact-sm"
              aria-label={t('reports.endOne', { name: nameOf(report), who: whoOf(report) })}
              onClick={() => end(report)}
            >
              {report.mine ? t('reports.end') : t('calls.alerts.remove')}
            </Button>
          ),
        },
      ]}
    />
  )
}
