import { PasswordInput, SegmentedControl, Stack, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useId } from 'react'
import { useAction } from '#web/api'
import { useText } from '#web/i18n'
import { SavingForm } from '#web/ui'
import { createConnection, listConnections, Provider } from '../contract.ts'
import { providerNames } from './providers.ts'

export function ConnectionForm({ onDone }: { onDone: () => void }) {
  const t = useText()
  const providerLabel = useId()
  const create = useAction(createConnection, { reads: [listConnections], inline: true })
  const form = useForm({
    initialValues: { name: '', provider: 'twilio' as Provider, secret: '' },
    validate: {
      name: (name) => (name.trim() ? null : t('voice.nameMissing')),
      secret: (secret) => (secret.trim().length >= 5 ? null : t('voice.secretMissing')),
    },
  })
  const { provider } = form.values
  const secret = {
    ...form.getInputProps('secret'),
    label: t(`voice.secret.${provider}`),
    description: t(`voice.secretHelp.${provider}`),
    autoComplete: 'off',
    spellCheck: false,
  }
  return (
    <SavingForm
      form={form}
      save={(body) => create.mutateAsync({ body })}
      onDone={onDone}
      onCancel={onDone}
      action={t('voice.add')}
    >
      <Stack gap={4}>
        <span id={providerLabel}>{t('voice.provider')}</span>
        <SegmentedControl
          {...form.getInputProps('provider')}
          data={Provider.options.map((value) => ({ value, label: providerNames[value] }))}
          aria-labelledby={providerLabel}
          fullWidth
        />
      </Stack>
      <TextInput
        {...form.getInputProps('name')}
        label={t('voice.name')}
        placeholder={t('voice.nameExample')}
        data-autofocus
      />
      {/* Telnyx gives a public key: nothing to hide. */}
      {provider === 'telnyx' ? <TextInput {...secret} /> : <PasswordInput {...secret} />}
      <small>{t('voice.secretKept')}</small>
    </SavingForm>
  )
}
