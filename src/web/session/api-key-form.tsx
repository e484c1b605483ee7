import { useState } from 'react'
import { Checkbox, Stack, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { createApiKey, listApiKeys, listServiceAccounts, type ServiceAccount } from '#kernel/auth/contract'
import { useAction } from '#web/api'
import { useText } from '#web/i18n'
import { SavingForm, Select, SecretOnce } from '#web/ui'
import { useRightName } from './right-name.ts'
import { ScopeSelect } from './scope-select.tsx'

type ApiKeyFormProps = {
  /** Whose key; none: of a new program. */
  account?: ServiceAccount
  scopes: string[]
  onDone: () => void
}

/** In days. */
const lives = ['30', '90', '365', '1095', 'endless'] as const

/** Asks for a name, rights and a life, then shows the secret, which is never shown again. */
export function ApiKeyForm({ account, scopes, onDone }: ApiKeyFormProps) {
  const t = useText()
  const rightName = useRightName()
  const [secret, setSecret] = useState<string>()
  const form = useForm({
    initialValues: { name: '', scopes: [] as string[], siteIds: null as string[] | null, expiresInDays: '365' },
    validate: {
      name: (name) => (name.trim() ? null : t('apiKeys.nameMissing')),
      scopes: (chosen) => (chosen.length > 0 ? null : t('apiKeys.scopesMissing')),
      siteIds: (chosen) => (chosen?.length === 0 ? t('errors.scope.empty') : null),
    },
  })
  const create = useAction(createApiKey, { inline: true, reads: [listApiKeys, listServiceAccounts] })

  if (secret) return <SecretOnce secret={secret} label={t('apiKeys.secret')} onDone={onDone} />
  return (
    <SavingForm
      form={form}
      save={async ({ expiresInDays: days, ...values }) => {
        const expiresInDays = days === 'endless' ? null : Number(days)
        const body = { ...values, serviceAccountId: account?.id, expiresInDays }
        setSecret((await create.mutateAsync({ body })).secret)
      }}
      fieldOf={{ 'api_key.right_of_whole': 'scopes' }}
      onDone={() => {}}
      onCancel={onDone}
      action={t('apiKeys.create')}
    >
      <TextInput
        data-autofocus
        label={account ? t('apiKeys.keyName', { name: account.name }) : t('apiKeys.programName')}
        placeholder={t(account ? 'apiKeys.keyExample' : 'apiKeys.nameExample')}
        maxLength={80}
        {...form.getInputProps('name')}
      />
      <Checkbox.Group
        label={t('apiKeys.scopes')}
        description={t('apiKeys.scopesHelp')}
        {...form.getInputProps('scopes')}
      >
        <Stack gap="sm" mt="sm">
          {scopes.map((scope) => (
            <Checkbox key={scope} value={scope} label={rightName(scope)} size="sm" />
          ))}
        </Stack>
      </Checkbox.Group>
      <ScopeSelect
        value={form.values.siteIds && { siteIds: form.values.siteIds, teamIds: [] }}
        onChange={(scope) => form.setFieldValue('siteIds', scope && scope.siteIds)}
        error={form.errors['siteIds']}
      />
      <Select
        label={t('apiKeys.life')}
        description={t('apiKeys.lifeHelp')}
        data={lives.map((value) => ({ value, label: t(`apiKeys.lives.${value}`) }))}
        {...form.getInputProps('expiresInDays')}
      />
    </SavingForm>
  )
}
