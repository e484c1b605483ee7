import { useState } from 'react'
import { Button, Checkbox, Stack, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { createApiKey, listApiKeys } from '#kernel/auth/contract'
import { useAction } from '#web/api'
import { useText } from '#web/i18n'
import { Copy, SavingForm } from '#web/ui'
import { useRightName } from './right-name.ts'
import { ScopeSelect } from './scope-select.tsx'

type ApiKeyFormProps = { scopes: string[]; onDone: () => void }

/** Asks for a name and rights, then shows the secret, which is never shown again. */
export function ApiKeyForm({ scopes, onDone }: ApiKeyFormProps) {
  const t = useText()
  const rightName = useRightName()
  const [secret, setSecret] = useState<string>()
  const form = useForm({
    initialValues: { name: '', scopes: [] as string[], siteIds: null as string[] | null },
    validate: {
      name: (name) => (name.trim() ? null : t('apiKeys.nameMissing')),
      scopes: (chosen) => (chosen.length > 0 ? null : t('apiKeys.scopesMissing')),
      siteIds: (chosen) => (chosen?.length === 0 ? t('errors.scope.empty') : null),
    },
  })
  const create = useAction(createApiKey, { inline: true, reads: [listApiKeys] })

  if (secret) {
    return (
      <Stack gap="md">
        <p>{t('apiKeys.secretOnce')}</p>
        <Copy value={secret} label={t('apiKeys.secret')} />
        <Button onClick={onDone}>{t('apiKeys.secretKept')}</Button>
      </Stack>
    )
  }
  return (
    <SavingForm
      form={form}
      save={async (body) => setSecret((await create.mutateAsync({ body })).secret)}
      fieldOf={{ 'api_key.right_of_whole': 'scopes' }}
      onDone={() => {}}
      onCancel={onDone}
      action={t('apiKeys.add')}
    >
      <TextInput
        data-autofocus
        label={t('apiKeys.name')}
        placeholder={t('apiKeys.nameExample')}
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
    </SavingForm>
  )
}
