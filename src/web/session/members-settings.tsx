import { Button } from '@mantine/core'
import { listMembers, type Member } from '#kernel/auth/contract'
import { useEndpoint } from '#web/api'
import { useFormat, useText } from '#web/i18n'
import { Card, Empty, FormDrawer, Listed, Page, Table, Tag, useEditing, type Column } from '#web/ui'
import { InviteForm } from './invite-form.tsx'
import { MemberForm } from './member-form.tsx'
import { OpenInvitations } from './open-invitations.tsx'
import { useScopeName } from './scope-select.tsx'
import { useCan, useMe } from './session.ts'

/** Those who have access: their role, and over what; and those who are invited. */
export function MembersSettings() {
  const t = useText()
  const members = useEndpoint(listMembers)
  const columns = useColumns()
  const editing = useEditing<Member>()
  const mayManage = useCan('members.manage')
  const { subject } = editing
  const add = mayManage && <Button onClick={() => editing.open()}>{t('members.invite')}</Button>
  return (
    <Page title={t('members.title')} actions={add}>
      <Listed query={members} empty={<Empty title={t('members.none')}>{t('members.noneHelp')}</Empty>}>
        {(items) => (
          <Card>
            <Table
              columns={columns}
              rows={items}
              rowKey={({ id }) => id}
              onOpen={mayManage ? editing.open : undefined}
              label={t('members.title')}
            />
          </Card>
        )}
      </Listed>
      <OpenInvitations />
      <FormDrawer
        title={subject ? t('members.accessOf', { name: subject.name }) : t('members.invite')}
        opened={editing.opened}
        onClose={editing.close}
      >
        {subject ? <MemberForm member={subject} onDone={editing.close} /> : <InviteForm onDone={editing.close} />}
      </FormDrawer>
    </Page>
  )
}

function useColumns(): Column<Member>[] {
  const t = useText()
  const format = useFormat()
  const scopeName = useScopeName()
  const { userId } = useMe()
  return [
    {
      key: 'name',
      head: t('members.name'),
      render: ({ id, name, email, secondFactor }) => (
        <>
          {name}
          {id === userId && ` (${t('members.you')})`} {secondFactor && <Tag tone="good">{t('members.guarded')}</Tag>}
          <small style={{ overflowWrap: 'anywhere' }}>{email}</small>
        </>
      ),
    },
    {
      key: 'role',
      head: t('members.roleAndScope'),
      render: ({ role, scope }) => (
        <>
          {t(`roles.${role}`)}
          <small>{scopeName(scope)}</small>
        </>
      ),
    },
    {
      key: 'seen',
      head: t('myAccount.lastSeen'),
      hideOnPhone: true,
      render: ({ lastSeenAt }) => (lastSeenAt ? format.ago(lastSeenAt) : t('members.neverSeen')),
    },
  ]
}
