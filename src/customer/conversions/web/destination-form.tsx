import { NumberInput, Switch, Textarea, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useAction } from '#web/api'
import { useText } from '#web/i18n'
import { EurosInput, SavingForm, Select } from '#web/ui'
import { createDestination, listDestinations, type PlatformName, platforms, settingsOf } from '../contract.ts'

/** What is likely; the others are the reader's own. */
const usual: Record<string, string> = { apiVersion: 'v25.0' }
const examples: Record<string, string> = { accountId: '123-456-7890', measurementId: 'G-XXXXXXXXXX' }

export function DestinationForm({ onDone }: { onDone: () => void }) {
  const t = useText()
  const create = useAction(createDestination, { reads: [listDestinations], inline: true })
  const form = useForm({
    initialValues: {
      name: '',
      platform: 'google_ads' as PlatformName,
      settings: usual,
      secret: '',
      minTalkSeconds: 60 as number | string,
      firstOnly: true,
      valueCents: '' as number | string,
    },
    validate: {
      name: (name) => (name.trim() ? null : t('conversions.fieldMissing')),
      secret: (secret) => (secret.trim() ? null : t('conversions.fieldMissing')),
    },
  })
  const { platform } = form.values
  const fields = settingsOf[platform]
  return (
    <SavingForm
      form={form}
      save={({ settings, ...values }) =>
        create.mutateAsync({
          body: {
            ...values,
            settings: Object.fromEntries(fields.map((field) => [field, settings[field] ?? ''])),
            minTalkSeconds: Number(values.minTalkSeconds),
            valueCents: values.valueCents === '' ? null : Math.round(Number(values.valueCents) * 100),
          },
        })
      }
      fieldOf={{ 'conversion_destination.secret': 'secret', 'value.taken': 'name' }}
      onDone={onDone}
      onCancel={onDone}
      action={t('conversions.add')}
    >
      <TextInput {...form.getInputProps('name')} label={t('conversions.name')} data-autofocus />
      <Select
        {...form.getInputProps('platform')}
        data={platforms.map((value) => ({ value, label: t(`conversions.platforms.${value}`) }))}
        label={t('conversions.platform')}
      />
      {fields.map((field) => (
        <TextInput
          key={field}
          {...form.getInputProps(`settings.${field}`)}
          value={form.values.settings[field] ?? ''}
          label={t(`conversions.settings.${field}`)}
          placeholder={examples[field]}
          autoComplete="off"
          spellCheck={false}
        />
      ))}
      <Textarea
        {...form.getInputProps('secret')}
        label={t(`conversions.secret.${platform}`)}
        description={t('conversions.secretHelp')}
        autosize
        maxRows={6}
        autoComplete="off"
        spellCheck={false}
      />
      <NumberInput
        {...form.getInputProps('minTalkSeconds')}
        label={t('conversions.minTalk')}
        min={0}
        max={3600}
        allowDecimal={false}
        hideControls
      />
      <EurosInput
        {...form.getInputProps('valueCents')}
        label={t('conversions.value')}
        description={t('conversions.valueHelp')}
      />
      <Switch {...form.getInputProps('firstOnly', { type: 'checkbox' })} label={t('conversions.firstOnly')} />
    </SavingForm>
  )
}
