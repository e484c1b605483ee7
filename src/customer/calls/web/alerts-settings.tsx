import { Button } from '@mantine/core'
import { listSites } from '#engine/people/contract'
import { useAction, useEndpoint } from '#web/api'
import { useText } from '#web/i18n'
import { useCan } from '#web/session'
import { Card, Empty, Failure, Loading, NoMail, offerUndo, Page, Table, type Column, Words } from '#web/ui'
import { addRecipient, listRecipients, removeRecipient, type AlertRecipient } from '../contract.ts'
import { RecipientForm } from './recipient-form.tsx'

/** Who is written to when a call is missed. */
export function AlertsSettings() {
  const t = useText()
  const mayManage = useCan('alerts.manage')
  const recipients = useEndpoint(listRecipients)
  return (
    <Page title={t('calls.alerts.title')}>
      <Words>{t('calls.alerts.what')}</Words>
      {recipients.data?.mailConfigured === false && <NoMail>{t('calls.alerts.noMail')}</NoMail>}
      <Card title={t('calls.alerts.recipients')}>
        {recipients.data ? (
          <Recipients items={recipients.data.items} mayManage={mayManage} />
        ) : recipients.isError ? (
          <Failure error={recipients.error} retry={recipients.refetch} />
        ) : (
          <Loading />
        )}
      </Card>
      {mayManage && recipients.data && (
        <Card title={t('calls.alerts.add')}>
          <RecipientForm />
        </Card>
      )}
    </Page>
  )
}

function Recipients({ items, mayManage }: { items: AlertRecipient[]; mayManage: boolean }) {
  const t = useText()
  const sites = useEndpoint(listSites).data?.items
  const reads = [listRecipients]
  const back = useAction(addRecipient, { reads })
  const removal = useAction(removeRecipient, { reads })
  const remove = ({ id, email, siteId }: AlertRecipient) =>
    removal.mutate(
      { params: { id } },
      {
        onSuccess: () =>
          offerUndo(t('calls.alerts.removed', { email }), { undo: () => back.mutate({ body: { email, siteId } }) }),
      },
    )
  const columns: Column<AlertRecipient>[] = [
    { key: 'email', head: t('calls.alerts.email'), render: ({ email }) => email },
    {
      key: 'site',
      head: t('calls.alerts.for'),
      render: ({ siteId }) =>
        siteId ? (sites?.find(({ id }) => id === siteId)?.name ?? '–') : t('calls.filter.allSites'),
    },
    {
      key: 'remove',
      head: <span className="unseen">{t('calls.alerts.remove')}</span>,
      align: 'right',
      render: (recipient) => (
        <Button
          variant="subtle"
          size="compact-sm"
          aria-label={t('calls.alerts.removeOne', { email: recipient.email })}
          onClick={() => remove(recipient)}
        >
          {t('calls.alerts.remove')}
        </Button>
      ),
    },
  ]
  if (items.length === 0) return <Empty title={t('calls.alerts.none')}>{t('calls.alerts.noneHelp')}</Empty>
  return (
    <Table
      columns={mayManage ? columns : columns.slice(0, -1)}
      rows={items}
      rowKey={({ id }) => id}
      label={t('calls.alerts.recipients')}
    />
  )
}
