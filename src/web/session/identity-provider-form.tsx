import { Checkbox, Input, PasswordInput, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import type { ReactNode } from 'react'
import {
  addIdentityProvider,
  changeIdentityProvider,
  type IdentityProvider,
  listIdentityProviders,
  type Role,
  roles,
} from '#kernel/auth/contract'
import { useAction } from '#web/api'
import { useText } from '#web/i18n'
import { Copy, SavingForm, Select } from '#web/ui'

type Values = Omit<IdentityProvider, 'id' | 'people' | 'problem'> & { clientSecret: string }
const reads = [listIdentityProviders]

export function NewIdentityProvider({ redirectUri, onDone }: { redirectUri: string; onDone: () => void }) {
  const t = useText()
  const add = useAction(addIdentityProvider, { inline: true, reads })
  return (
    <ProviderForm
      initial={{ name: '', issuer: '', clientId: '', clientSecret: '', newcomersRole: null, trustsEmail: false }}
      redirectUri={redirectUri}
      save={(body) => add.mutateAsync({ body })}
      onDone={onDone}
      action={t('singleSignOn.create')}
    />
  )
}

type ChangedProps = { of: IdentityProvider; redirectUri: string; onDone: () => void; children: ReactNode }

export function ChangedIdentityProvider({
  of: { id, name, issuer, clientId, newcomersRole, trustsEmail },
  redirectUri,
  onDone,
  children,
}: ChangedProps) {
  const t = useText()
  const change = useAction(changeIdentityProvider, { inline: true, reads })
  return (
    <ProviderForm
      initial={{ name, issuer, clientId, newcomersRole, trustsEmail, clientSecret: '' }}
      keepsSecret
      redirectUri={redirectUri}
      save={({ clientSecret, ...body }) =>
        change.mutateAsync({ params: { id }, body: { ...body, ...(clientSecret && { clientSecret }) } })
      }
      onDone={onDone}
      action={t('ui.save')}
    >
      {children}
    </ProviderForm>
  )
}

type ProviderFormProps = {
  initial: Values
  /** Left empty, the secret stays as it is. */
  keepsSecret?: boolean
  redirectUri: string
  save: (values: Values) => Promise<unknown>
  onDone: () => void
  action: string
  children?: ReactNode
}

const refusals = ['bad_address', 'scheme', 'user_info', 'port', 'address_refused']
const fieldOf = Object.fromEntries(refusals.map((code) => [`outgoing.${code}`, 'issuer' as const]))

function ProviderForm({
  initial,
  keepsSecret = false,
  redirectUri,
  save,
  onDone,
  action,
  children,
}: ProviderFormProps) {
  const t = useText()
  const needed = (value: string) => (value.trim() ? null : t('singleSignOn.missing'))
  const form = useForm({
    initialValues: initial,
    validate: {
      name: needed,
      issuer: needed,
      clientId: needed,
      clientSecret: keepsSecret ? undefined : needed,
    },
  })
  return (
    <SavingForm form={form} save={save} fieldOf={fieldOf} onDone={onDone} onCancel={onDone} action={action}>
      <Input.Wrapper label={t('singleSignOn.redirectUri')} description={t('singleSignOn.redirectUriHelp')}>
        <Copy value={redirectUri} label={t('singleSignOn.redirectUri')} />
      </Input.Wrapper>
      <TextInput
        data-autofocus
        label={t('singleSignOn.issuer')}
        description={t('singleSignOn.issuerHelp')}
        placeholder="https://connexion.exemple.fr"
        type="url"
        maxLength={500}
        {...form.getInputProps('issuer')}
      />
      <TextInput label={t('singleSignOn.clientId')} maxLength={500} {...form.getInputProps('clientId')} />
      <PasswordInput
        label={t('singleSignOn.clientSecret')}
        description={keepsSecret ? t('singleSignOn.secretKept') : undefined}
        autoComplete="off"
        maxLength={1000}
        visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword') }}
        {...form.getInputProps('clientSecret')}
      />
      <TextInput
        label={t('singleSignOn.name')}
        description={t('singleSignOn.nameHelp')}
        maxLength={60}
        {...form.getInputProps('name')}
      />
      <Select
        label={t('singleSignOn.newcomers')}
        description={t('singleSignOn.newcomersHelp')}
        placeholder={t('singleSignOn.invitedOnly')}
        clearable
        data={roles.filter((role) => role !== 'owner').map((role) => ({ value: role, label: t(`roles.${role}`) }))}
        {...form.getInputProps('newcomersRole')}
        onChange={(role) => form.setFieldValue('newcomersRole', role as Role | null)}
      />
      <Checkbox
        label={t('singleSignOn.trustsEmail')}
        description={t('singleSignOn.trustsEmailHelp')}
        {...form.getInputProps('trustsEmail', { type: 'checkbox' })}
      />
      {children}
    </SavingForm>
  )
}
