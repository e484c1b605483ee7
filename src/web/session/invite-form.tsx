import { Button, Stack, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useState } from 'react'
import { getSetup, invite, listInvitations, roles, type Role, type Scope } from '#kernel/auth/contract'
import { useAction, useEndpoint } from '#web/api'
import { useText } from '#web/i18n'
import { Copy, notify, SavingForm, Select } from '#web/ui'
import { isEmpty, isWhole, ScopeSelect } from './scope-select.tsx'

/** Asks for an address and a role; where no mail server is connected, then shows the link, this once. */
export function InviteForm({ onDone }: { onDone: () => void }) {
  const t = useText()
  const [handOver, setHandOver] = useState<{ email: string; link: string }>()
  const canMail = useEndpoint(getSetup).data?.mail ?? true
  const action = useAction(invite, { inline: true, reads: [listInvitations] })
  const form = useForm({
    initialValues: { email: '', role: 'marketing' as Role, scope: null as Scope | null },
    validate: {
      email: (email) => (email.includes('@') ? null : t('members.emailMissing')),
      scope: (given, { role }) => (!isWhole(role) && isEmpty(given) ? t('errors.scope.empty') : null),
    },
  })
  if (handOver) return <HandOver {...handOver} onDone={onDone} />
  return (
    <SavingForm
      form={form}
      save={async (body) => {
        const scope = isWhole(body.role) ? null : body.scope
        const { email, link } = await action.mutateAsync({ body: { ...body, scope } })
        if (link) return setHandOver({ email, link })
        notify(t('members.invited', { email }))
        onDone()
      }}
      fieldOf={{ 'member.already': 'email', 'invitation.pending': 'email', 'role.beyond': 'role' }}
      onDone={() => {}}
      onCancel={onDone}
      action={t('members.invite')}
    >
      <TextInput
        data-autofocus
        type="email"
        autoComplete="off"
        label={t('members.email')}
        description={canMail ? t('members.emailHelp') : t('members.noMailHelp')}
        {...form.getInputProps('email')}
      />
      <Select
        label={t('members.role')}
        description={t('members.roleHelp')}
        data={roles.map((role) => ({ value: role, label: t(`roles.${role}`) }))}
        allowDeselect={false}
        {...form.getInputProps('role')}
      />
      {!isWhole(form.values.role) && <ScopeSelect {...form.getInputProps('scope')} teams />}
    </SavingForm>
  )
}

export function HandOver({ email, link, onDone }: { email: string; link: string; onDone: () => void }) {
  const t = useText()
  return (
    <Stack gap="md">
      <p>{t('members.linkOnce', { email })}</p>
      <Copy value={link} label={t('members.link')} />
      <Button onClick={onDone}>{t('members.linkKept')}</Button>
    </Stack>
  )
}
