import { Text } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useState } from 'react'
import { useAction } from '#web/api'
import { useText } from '#web/i18n'
import { SavingForm, SecretOnce, Select } from '#web/ui'
import { listWebhooks, rotateSecret } from '../contract.ts'

const hours = ['0', '1', '24', '168'] as const

/** A secret in place of the one before, which goes on signing for a while so that no message is refused. */
export function NewSecret({ id, onDone }: { id: string; onDone: () => void }) {
  const t = useText()
  const [secret, setSecret] = useState<string>()
  const form = useForm({ initialValues: { keepOldHours: '24' } })
  const rotate = useAction(rotateSecret, { inline: true, reads: [listWebhooks] })
  if (secret) return <SecretOnce secret={secret} label={t('webhooks.secret')} onDone={onDone} />
  return (
    <SavingForm
      form={form}
      save={async ({ keepOldHours }) =>
        setSecret((await rotate.mutateAsync({ params: { id }, body: { keepOldHours: Number(keepOldHours) } })).secret)
      }
      onDone={() => {}}
      onCancel={onDone}
      action={t('webhooks.newSecret')}
    >
      <Text size="sm">{t('webhooks.newSecretHelp')}</Text>
      <Select
        label={t('webhooks.keepOld')}
        data={hours.map((value) => ({ value, label: t(`webhooks.keepOldHours.${value}`) }))}
        allowDeselect={false}
        {...form.getInputProps('keepOldHours')}
      />
    </SavingForm>
  )
}
