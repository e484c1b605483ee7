import { Button, Divider, Group } from '@mantine/core'
import { useForm } from '@mantine/form'
import {
  endMemberSessions,
  listMembers,
  removeMember,
  removeMemberSecondFactor,
  roles,
  type Member,
  type Role,
  type Scope,
  setMemberScope,
  setRole,
} from '#kernel/auth/contract'
import { useAction } from '#web/api'
import { useText } from '#web/i18n'
import { AskTwice, notify, SavingForm, Select } from '#web/ui'
import { isEmpty, isWhole, ScopeSelect } from './scope-select.tsx'

/** A member's role and over what it is, their sessions and second factor, and the end of their access. */
export function MemberForm({ member, onDone }: { member: Member; onDone: () => void }) {
  const { id, name, role, scope, secondFactor } = member
  const t = useText()
  const params = { id }
  const form = useForm({
    initialValues: { role, scope },
    validate: { scope: (given, { role }) => (!isWhole(role) && isEmpty(given) ? t('errors.scope.empty') : null) },
  })
  const changeRole = useAction(setRole, { inline: true, reads: [listMembers] })
  const changeScope = useAction(setMemberScope, { inline: true, reads: [listMembers] })
  const remove = useAction(removeMember, {
    reads: [listMembers],
    onSuccess: () => {
      notify(t('members.removed', { name }))
      onDone()
    },
  })
  const endSessions = useAction(endMemberSessions, {
    onSuccess: ({ ended }) => notify(t('myAccount.sessionsEnded', { count: ended })),
  })
  const unguard = useAction(removeMemberSecondFactor, {
    reads: [listMembers],
    onSuccess: () => {
      notify(t('members.unguarded', { name }))
      onDone()
    },
  })
  const save = async (chosen: { role: Role; scope: Scope | null }) => {
    if (form.isDirty('role')) await changeRole.mutateAsync({ params, body: { role: chosen.role } })
    if (form.isDirty('scope') && !isWhole(chosen.role))
      await changeScope.mutateAsync({ params, body: { scope: chosen.scope } })
  }
  return (
    <>
      <SavingForm
        form={form}
        save={save}
        fieldOf={{ 'role.beyond': 'role', 'member.last_owner': 'role' }}
        onDone={onDone}
        onCancel={onDone}
        action={t('ui.save')}
      >
        <Select
          label={t('members.role')}
          description={t('members.roleHelp')}
          data={roles.map((one) => ({ value: one, label: t(`roles.${one}`) }))}
          allowDeselect={false}
          {...form.getInputProps('role')}
        />
        {isWhole(form.values.role) ? (
          <p>{t('errors.scope.role_is_whole')}</p>
        ) : (
          <ScopeSelect {...form.getInputProps('scope')} teams />
        )}
      </SavingForm>
      <Divider my="lg" />
      <Group justify="flex-end">
        <Button
          variant="default"
          size="xs"
          loading={endSessions.isPending}
          aria-label={t('members.endSessionsOf', { name })}
          onClick={() => endSessions.mutate({ params })}
        >
          {t('members.endSessions')}
        </Button>
        {secondFactor && (
          <AskTwice
            name={t('members.unguard')}
            label={t('members.unguardOne', { name })}
            forGood={t('members.unguardForGood')}
            pending={unguard.isPending}
            onSure={() => unguard.mutate({ params })}
          />
        )}
        <AskTwice
          name={t('members.remove')}
          label={t('members.removeOne', { name })}
          forGood={t('members.removeForGood')}
          pending={remove.isPending}
          onSure={() => remove.mutate({ params })}
        />
      </Group>
    </>
  )
}
