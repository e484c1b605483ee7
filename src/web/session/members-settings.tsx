import { useForm } from '@mantine/form'
import { listMembers, type Member, type Scope, setMemberScope } from '#kernel/auth/contract'
import { useAction, useEndpoint } from '#web/api'
import { useText } from '#web/i18n'
import { Card, Empty, FormDrawer, Listed, Page, SavingForm, Table, useEditing, type Column } from '#web/ui'
import { ScopeSelect, useScopeName } from './scope-select.tsx'
import { useCan } from './session.ts'

/** Those who have access: their role, and over what. */
export function MembersSettings() {
  const t = useText()
  const scopeName = useScopeName()
  const mayManage = useCan('members.manage')
  const members = useEndpoint(listMembers)
  const editing = useEditing<Member>()
  const columns: Column<Member>[] = [
    {
      key: 'name',
      head: t('members.name'),
      render: ({ name, email }) => (
        <>
          {name}
          <small style={{ overflowWrap: 'anywhere' }}>{email}</small>
        </>
      ),
    },
    {
      key: 'role',
      head: t('members.role'),
      render: ({ role, scope }) => (
        <>
          {t(`roles.${role}`)}
          <small>{scopeName(scope)}</small>
        </>
      ),
    },
  ]
  return (
    <Page title={t('members.title')}>
      <Listed query={members} empty={<Empty title={t('members.none')}>{t('members.noneHelp')}</Empty>}>
        {(rows) => (
          <Card>
            <Table
              columns={columns}
              rows={rows}
              rowKey={({ id }) => id}
              onOpen={mayManage ? editing.open : undefined}
              label={t('members.title')}
            />
          </Card>
        )}
      </Listed>
      <FormDrawer
        title={editing.subject ? t('members.scopeOf', { name: editing.subject.name }) : t('scope.title')}
        opened={editing.opened}
        onClose={editing.close}
      >
        {editing.subject && <MemberScopeForm member={editing.subject} onDone={editing.close} />}
      </FormDrawer>
    </Page>
  )
}

/** Says over what somebody's rights are. Those of owners and administrators cannot be bounded. */
export function MemberScopeForm({ member, onDone }: { member: Member; onDone: () => void }) {
  const t = useText()
  const set = useAction(setMemberScope, { reads: [listMembers], inline: true })
  const form = useForm({
    initialValues: { scope: member.scope },
    validate: { scope: (scope: Scope | null) => (isEmpty(scope) ? t('errors.scope.empty') : null) },
  })
  if (member.role === 'owner' || member.role === 'administrator') return <p>{t('errors.scope.role_is_whole')}</p>
  return (
    <SavingForm
      form={form}
      save={(body) => set.mutateAsync({ params: { id: member.id }, body })}
      onDone={onDone}
      onCancel={onDone}
      action={t('ui.save')}
    >
      <ScopeSelect {...form.getInputProps('scope')} teams />
    </SavingForm>
  )
}

const isEmpty = (scope: Scope | null) => scope !== null && scope.siteIds.length + scope.teamIds.length === 0
