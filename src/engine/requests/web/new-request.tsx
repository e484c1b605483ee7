import { TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { listSites } from '#engine/people/contract'
import { useAction, useEndpoint } from '#web/api'
import { useText } from '#web/i18n'
import { SavingForm, Select } from '#web/ui'
import { listOwners, listRequests, openRequest } from '../contract.ts'

const whole = 'whole'
const nobody = 'nobody'
/** Tomorrow at nine, here: what one means most often. */
function tomorrow(): string {
  const day = new Date(Date.now() + 86_400_000)
  const two = (n: number) => String(n).padStart(2, '0')
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}T09:00`
}

export function NewRequest({ onDone, interactionId = null }: { onDone: () => void; interactionId?: string | null }) {
  const t = useText()
  const sites = useEndpoint(listSites).data?.items ?? []
  const owners = useEndpoint(listOwners).data?.items ?? []
  const form = useForm({
    initialValues: { subject: '', dueAt: tomorrow(), siteId: whole, ownerId: nobody },
    validate: {
      subject: (subject) => (subject.trim() ? null : t('requests.subjectMissing')),
      dueAt: (dueAt) => (dueAt ? null : t('requests.dueMissing')),
    },
  })
  const open = useAction(openRequest, { inline: true, reads: [listRequests] })
  return (
    <SavingForm
      form={form}
      save={({ subject, dueAt, siteId, ownerId }) =>
        open.mutateAsync({
          body: {
            subject,
            dueAt: new Date(dueAt).toISOString(),
            siteId: siteId === whole ? null : siteId,
            ownerId: ownerId === nobody ? null : ownerId,
            interactionId,
          },
        })
      }
      onDone={onDone}
      onCancel={onDone}
      action={t('requests.open')}
    >
      <TextInput
        data-autofocus
        label={t('requests.subject')}
        placeholder={t('requests.example')}
        maxLength={200}
        {...form.getInputProps('subject')}
      />
      <TextInput label={t('requests.due')} type="datetime-local" {...form.getInputProps('dueAt')} />
      {interactionId === null && (
        <Select
          label={t('rules.site')}
          data={[
            { value: whole, label: t('requests.wholeCompany') },
            ...sites.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          {...form.getInputProps('siteId')}
        />
      )}
      <Select
        label={t('requests.owner')}
        data={[
          { value: nobody, label: t('requests.nobody') },
          ...owners.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        {...form.getInputProps('ownerId')}
      />
    </SavingForm>
  )
}
