import { TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { SiteSelect } from '#engine/people/web'
import { useAction } from '#web/api'
import { useText } from '#web/i18n'
import { SavingForm } from '#web/ui'
import { createWebsite, listWebsites } from '../contract.ts'
import { hostOf } from './host.ts'

export function WebsiteForm({ onDone }: { onDone: () => void }) {
  const t = useText()
  const create = useAction(createWebsite, { reads: [listWebsites], inline: true })
  const form = useForm({
    initialValues: { host: '', siteId: '' },
    validate: {
      host: (typed) => (hostOf(typed) ? null : t('websites.hostMissing')),
      siteId: (id) => (id ? null : t('websites.siteMissing')),
    },
  })
  return (
    <SavingForm
      form={form}
      save={({ host, siteId }) => create.mutateAsync({ body: { host: hostOf(host) ?? host, siteId } })}
      onDone={onDone}
      onCancel={onDone}
      action={t('websites.add')}
    >
      <TextInput
        {...form.getInputProps('host')}
        label={t('websites.host')}
        description={t('websites.hostHelp')}
        placeholder="www.exemple.fr"
        inputMode="url"
        autoCapitalize="none"
        spellCheck={false}
        data-autofocus
      />
      <SiteSelect {...form.getInputProps('siteId')} description={t('websites.siteHelp')} />
    </SavingForm>
  )
}
