import { Textarea, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { listServiceAccounts, updateServiceAccount, type ServiceAccount } from '#kernel/auth/contract'
import { useAction } from '#web/api'
import { useText } from '#web/i18n'
import { SavingForm } from '#web/ui'

export function ServiceAccountForm({ of: { id, name, note }, onDone }: { of: ServiceAccount; onDone: () => void }) {
  const t = useText()
  const form = useForm({
    initialValues: { name, note },
    validate: { name: (name) => (name.trim() ? null : t('apiKeys.nameMissing')) },
  })
  const update = useAction(updateServiceAccount, { inline: true, reads: [listServiceAccounts] })
  return (
    <SavingForm
      form={form}
      save={(body) => update.mutateAsync({ params: { id }, body })}
      onDone={onDone}
      onCancel={onDone}
      action={t('ui.save')}
    >
      <TextInput data-autofocus label={t('apiKeys.name')} maxLength={80} {...form.getInputProps('name')} />
      <Textarea
        label={t('apiKeys.note')}
        description={t('apiKeys.noteHelp')}
        maxLength={500}
        autosize
        minRows={3}
        {...form.getInputProps('note')}
      />
    </SavingForm>
  )
}
