import { TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { displayPhone } from '#shared/phone-display'
import { useAction } from '#web/api'
import { useText } from '#web/i18n'
import { SavingForm } from '#web/ui'
import { createSite, listSites, updateSite, type Site } from '../contract.ts'
import { TimeZoneSelect } from './time-zone-select.tsx'

type SiteFormProps = { site?: Site; onDone: () => void }

export function SiteForm({ site, onDone }: SiteFormProps) {
  const t = useText()
  const create = useAction(createSite, { reads: [listSites], inline: true })
  const update = useAction(updateSite, { reads: [listSites], inline: true })
  const form = useForm({
    initialValues: {
      name: site?.name ?? '',
      phone: site ? displayPhone(site.phone) : '',
      timeZone: site?.timeZone ?? 'Europe/Paris',
    },
    validate: {
      name: (name) => (name.trim() ? null : t('sites.nameMissing')),
      phone: (phone) => (phone.trim().length > 1 ? null : t('sites.phoneMissing')),
    },
  })
  const save = (body: typeof form.values) => {
    if (!site) return create.mutateAsync({ body })
    const phone = form.isDirty('phone') ? body.phone : undefined
    return update.mutateAsync({ params: { id: site.id }, body: { ...body, phone } })
  }
  return (
    <SavingForm
      form={form}
      save={save}
      fieldOf={{ 'phone.not_dialable': 'phone', 'line.taken': 'phone' }}
      onDone={onDone}
      onCancel={onDone}
      action={site ? t('ui.save') : t('sites.add')}
    >
      <TextInput
        {...form.getInputProps('name')}
        label={t('sites.name')}
        description={t('sites.nameHelp')}
        data-autofocus
      />
      <TextInput
        {...form.getInputProps('phone')}
        label={t('sites.phone')}
        description={t('sites.phoneHelp')}
        inputMode="tel"
        autoComplete="off"
      />
      <TimeZoneSelect {...form.getInputProps('timeZone')} />
    </SavingForm>
  )
}
