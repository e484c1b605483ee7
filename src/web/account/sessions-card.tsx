import { Button } from '@mantine/core'
import { endOtherSessions, endSession, listSessions, type Session } from '#kernel/auth/contract'
import { useAction, useEndpoint } from '#web/api'
import { useFormat, useText } from '#web/i18n'
import { Card, Failure, Loading, notify, Table, Tag, type Column } from '#web/ui'

/** Where one is signed in, and the way to end it from here. */
export function SessionsCard() {
  const t = useText()
  const sessions = useEndpoint(listSessions)
  const reads = [listSessions]
  const endOthers = useAction(endOtherSessions, {
    reads,
    onSuccess: ({ ended }) => notify(t('myAccount.sessionsEnded', { count: ended })),
  })
  const columns = useColumns()
  const items = sessions.data?.items ?? []
  return (
    <Card
      title={t('myAccount.sessions')}
      pad={false}
      note={
        items.length > 1 ? (
          <Button variant="default" size="xs" loading={endOthers.isPending} onClick={() => endOthers.mutate({})}>
            {t('myAccount.endOthers')}
          </Button>
        ) : undefined
      }
    >
      {sessions.isPending && <Loading />}
      {sessions.isError && <Failure error={sessions.error} />}
      {sessions.data && (
        <Table label={t('myAccount.sessions')} columns={columns} rows={items} rowKey={({ id }) => id} />
      )}
    </Card>
  )
}

function useColumns(): Column<Session>[] {
  const t = useText()
  const format = useFormat()
  return [
    {
      key: 'browser',
      head: t('myAccount.device'),
      render: ({ browser, system, organisation, isCurrent }) => (
        <>
          {[browser, system].filter(Boolean).join(' · ') || t('myAccount.unknownDevice')}{' '}
          {isCurrent && <Tag tone="good">{t('myAccount.thisOne')}</Tag>}
          <small>{organisation.name}</small>
        </>
      ),
    },
    {
      key: 'seen',
      head: t('myAccount.lastSeen'),
      render: ({ lastSeenAt, createdAt }) => (
        <>
          {format.ago(lastSeenAt)}
          <small>{t('myAccount.since', { at: format.date(createdAt) })}</small>
        </>
      ),
    },
    {
      key: 'actions',
      head: <span className="unseen">{t('ui.actions')}</span>,
      align: 'right',
      render: (session) => !session.isCurrent && <End of={session} />,
    },
  ]
}

function End({ of: { id, browser, system } }: { of: Session }) {
  const t = useText()
  const end = useAction(endSession, {
    reads: [listSessions],
    onSuccess: () => notify(t('myAccount.sessionsEnded', { count: 1 })),
  })
  return (
    <Button
      variant="default"
      size="xs"
      loading={end.isPending}
      aria-label={t('myAccount.endOne', { name: [browser, system].filter(Boolean).join(', ') })}
      onClick={() => end.mutate({ params: { id } })}
    >
      {t('myAccount.end')}
    </Button>
  )
}
