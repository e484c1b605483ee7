import { NumberInput, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { SiteSelect } from '#engine/people/web'
import { useAction } from '#web/api'
import { useText } from '#web/i18n'
import { SavingForm } from '#web/ui'
import { createPool, listNumbers, listPools } from '../contract.ts'
import { readPhoneList } from './phone-list.ts'
import { PhoneListInput } from './phone-list-input.tsx'

export function PoolForm({ onDone }: { onDone: () => void }) {
  const t = useText()
  const create = useAction(createPool, { reads: [listPools, listNumbers], inline: true })
  const form = useForm({
    initialValues: {
      siteId: '',
      name: '',
      /** As typed; nothing: the site's own number. */
      replaces: '',
      holdMinutes: 30,
      /** As pasted. */
      phones: '',
    },
    validate: {
      name: (name) => (name.trim() ? null : t('numbers.poolNameMissing')),
      siteId: (id) => (id ? null : t('numbers.siteMissing')),
      phones: (text) => (readPhoneList(text).phones.length > 0 ? null : t('numbers.listMissing')),
    },
  })
  const list = readPhoneList(form.values.phones)

  return (
    <SavingForm
      form={form}
      save={(values) =>
        create.mutateAsync({ body: { ...values, replaces: values.replaces.trim() || null, phones: list.phones } })
      }
      fieldOf={{ 'phone.not_dialable': 'phones', 'line.taken': 'phones' }}
      onDone={onDone}
      onCancel={onDone}
      action={t('numbers.addPoolOf', { count: list.phones.length })}
    >
      <TextInput
        {...form.getInputProps('name')}
        label={t('numbers.poolName')}
        placeholder={t('numbers.poolNameExample')}
        data-autofocus
      />
      <SiteSelect {...form.getInputProps('siteId')} description={t('numbers.poolSiteHelp')} />
      <TextInput
        {...form.getInputProps('replaces')}
        label={t('numbers.replaces')}
        description={t('numbers.replacesHelp')}
        inputMode="tel"
        autoComplete="off"
      />
      <PhoneListInput {...form.getInputProps('phones')} list={list} />
      <NumberInput
        {...form.getInputProps('holdMinutes')}
        label={t('numbers.hold')}
        description={t('numbers.holdHelp')}
        suffix={`\u00a0${t('numbers.minutesUnit')}`}
        min={1}
        max={1440}
        clampBehavior="blur"
        allowDecimal={false}
      />
    </SavingForm>
  )
}
