import { Switch, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { listCampaigns } from '#customer/campaigns/contract'
import { SiteSelect } from '#engine/people/web'
import { useAction, useEndpoint } from '#web/api'
import { useText } from '#web/i18n'
import { SavingForm, Select } from '#web/ui'
import { createNumber, listNumbers } from '../contract.ts'
import { PhoneInput } from './phone-input.tsx'

/** One campaign, one number: what a leaflet, a van or a spot carries. */
export function NumberForm({ onDone }: { onDone: () => void }) {
  const t = useText()
  const campaigns = useEndpoint(listCampaigns, {}).data?.items ?? []
  const create = useAction(createNumber, { reads: [listNumbers], inline: true })
  const form = useForm({
    initialValues: {
      siteId: '',
      campaignId: '',
      phone: '',
      label: '',
      shownOnPages: false,
    },
    // In the order of the fields: the first one refused gets the focus.
    validate: {
      phone: (phone) => (phone.trim().length > 1 ? null : t('numbers.numberMissing')),
      campaignId: (id) => (id ? null : t('numbers.campaignMissing')),
      siteId: (id) => (id ? null : t('numbers.siteMissing')),
    },
  })

  return (
    <SavingForm
      form={form}
      save={(body) => create.mutateAsync({ body })}
      fieldOf={{ 'phone.not_dialable': 'phone', 'line.taken': 'phone' }}
      onDone={onDone}
      onCancel={onDone}
      action={t('numbers.addNumber')}
    >
      <PhoneInput {...form.getInputProps('phone')} data-autofocus />
      <Select
        {...form.getInputProps('campaignId')}
        data={campaigns.map(({ id, name }) => ({ value: id, label: name }))}
        label={t('numbers.campaign')}
        description={campaigns.length === 0 && t('numbers.noCampaign')}
      />
      <SiteSelect {...form.getInputProps('siteId')} description={t('numbers.siteHelp')} />
      <TextInput
        {...form.getInputProps('label')}
        label={t('numbers.label')}
        description={t('numbers.labelHelp')}
        placeholder={t('numbers.labelExample')}
      />
      <Switch
        {...form.getInputProps('shownOnPages', { type: 'checkbox' })}
        label={t('numbers.shownOnPages')}
        description={t('numbers.shownOnPagesHelp')}
      />
    </SavingForm>
  )
}
