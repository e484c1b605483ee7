import { useState } from 'react'
import { useForm } from '@mantine/form'
import { listApiKeys, rotateApiKey, type ApiKey } from '#kernel/auth/contract'
import { useAction } from '#web/api'
import { useText } from '#web/i18n'
import { SavingForm, Select, SecretOnce } from '#web/ui'

/** Hours: at once, a day, a week, a month. */
const overlaps = ['0', '24', '168', '720'] as const

/** Asks how long the old key still works, then shows the secret of the new one. */
export function RotateKeyForm({ of, onDone }: { of: ApiKey; onDone: () => void }) {
  const t = useText()
  const [secret, setSecret] = useState<string>()
  const form = useForm({ initialValues: { overlapHours: '24' } })
  const rotate = useAction(rotateApiKey, { inline: true, reads: [listApiKeys] })
  if (secret) return <SecretOnce secret={secret} label={t('apiKeys.secret')} onDone={onDone} />
  return (
    <SavingForm
      form={form}
      save={async ({ overlapHours }) => {
        const body = { overlapHours: Number(overlapHours) }
        setSecret((await rotate.mutateAsync({ params: { id: of.id }, body })).secret)
      }}
      onDone={() => {}}
      onCancel={onDone}
      action={t('apiKeys.rotate')}
    >
      <p>{t('apiKeys.rotateHelp')}</p>
      <Select
        data-autofocus
        label={t('apiKeys.overlap')}
        data={overlaps.map((value) => ({ value, label: t(`apiKeys.overlaps.${value}`) }))}
        {...form.getInputProps('overlapHours')}
      />
    </SavingForm>
  )
}
