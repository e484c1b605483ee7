import { Button, Group } from '@mantine/core'
import { listInvitations, revokeInvitation, sendAgain, type Invitation } from '#kernel/auth/contract'
import { useAction, useEndpoint } from '#web/api'
import { useFormat, useText } from '#web/i18n'
import { Card, FormDrawer, notify, Table, useEditing, type Column } from '#web/ui'
import { HandOver } from './invite-form.tsx'
import { useScopeName } from './scope-select.tsx'
import { useCan } from './session.ts'

/** Those who have not answered yet; nothing is shown when there is nobody. */
export function OpenInvitations() {
  const t = useText()
  const format = useFormat()
  const invitations = useEndpoint(listInvitations).data?.items ?? []
  const mayManage = useCan('members.manage')
  const scopeName = useScopeName()
  const handOver = useEditing<{ email: string; link: string }>()
  if (invitations.length === 0) return null
  const columns: Column<Invitation>[] = [
    {
      key: 'email',
      head: t('members.email'),
      render: ({ email, role, scope, sentAt }) => (
        <>
          {email}
          <small>
            {t(`roles.${role}`)}
            {scope && ` · ${scopeName(scope)}`} ·{' '}
            {sentAt ? t('members.sent', { ago: format.ago(sentAt) }) : t('members.notSent')}
          </small>
        </>
      ),
    },
    {
      key: 'until',
      head: '',
      hideOnPhone: true,
      render: ({ expiresAt }) => t('members.until', { date: format.date(expiresAt) }),
    },
    ...(mayManage
      ? [
          {
            key: 'actions',
            head: '',
            align: 'right' as const,
            render: (one: Invitation) => <Actions of={one} onLink={handOver.open} />,
          },
        ]
      : []),
  ]
  return (
    <Card title={t('members.waiting')}>
      <Table label={t('members.waiting')} columns={columns} rows={invitations} rowKey={({ id }) => id} />
      <FormDrawer title={t('members.link')} opened={handOver.opened} onClose={handOver.close}>
        {handOver.subject && <HandOver {...handOver.subject} onDone={handOver.close} />}
      </FormDrawer>
    </Card>
  )
}

type ActionsProps = { of: Invitation; onLink: (handOver: { email: string; link: string }) => void }

function Actions({ of: { id, email }, onLink }: ActionsProps) {
  const t = useText()
  const again = useAction(sendAgain, {
    reads: [listInvitations],
    onSuccess: ({ link }) => (link ? onLink({ email, link }) : notify(t('members.sentAgain', { email }))),
  })
  const withdraw = useAction(revokeInvitation, {
    reads: [listInvitations],
    onSuccess: () => notify(t('members.withdrawn', { email })),
  })
  const params = { id }
  return (
    <Group gap="xs" justify="flex-end">
      <Button
        variant="default"
        size="xs"
        aria-label={t('members.againOne', { email })}
        loading={again.isPending}
        onClick={() => again.mutate({ params })}
      >
        {t('members.again')}
      </Button>
      <Button
        variant="default"
        size="xs"
        aria-label={t('members.withdrawOne', { email })}
        loading={withdraw.isPending}
        onClick={() => withdraw.mutate({ params })}
      >
        {t('members.withdraw')}
      </Button>
    </Group>
  )
}
