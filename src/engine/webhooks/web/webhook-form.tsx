import { Checkbox, Stack, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useState } from 'react'
import { useAction, useEndpoint } from '#web/api'
import { useText } from '#web/i18n'
import { SavingForm, SecretOnce } from '#web/ui'
import { changeWebhook, createWebhook, listEventTypes, listWebhooks, type Webhook } from '../contract.ts'
import { useEventName } from './event-name.ts'

type Values = { url: string; description: string; eventTypes: string[]; contact: string }
const bodyOf = ({ contact, ...values }: Values) => ({ ...values, contact: contact.trim() || null })

/** Asks where to and what about, then shows the secret that signs it. */
export function NewWebhook({ onDone }: { onDone: () => void }) {
  const t = useText()
  const [secret, setSecret] = useState<string>()
  const create = useAction(createWebhook, { inline: true, reads: [listWebhooks] })
  if (secret) return <SecretOnce secret={secret} label={t('webhooks.secret')} onDone={onDone} />
  return (
    <WebhookForm
      initial={{ url: '', description: '', eventTypes: [], contact: '' }}
      save={async (values) => setSecret((await create.mutateAsync({ body: bodyOf(values) })).secret)}
      onSaved={() => {}}
      onCancel={onDone}
      action={t('webhooks.create')}
    />
  )
}

export function ChangedWebhook({ of: { id, contact, ...webhook }, onDone }: { of: Webhook; onDone: () => void }) {
  const t = useText()
  const change = useAction(changeWebhook, { inline: true, reads: [listWebhooks] })
  const { url, description, eventTypes } = webhook
  return (
    <WebhookForm
      initial={{ url, description, eventTypes, contact: contact ?? '' }}
      save={(values) => change.mutateAsync({ params: { id }, body: bodyOf(values) })}
      onSaved={onDone}
      onCancel={onDone}
      action={t('ui.save')}
    />
  )
}

type WebhookFormProps = {
  initial: Values
  save: (values: Values) => Promise<unknown>
  onSaved: () => void
  onCancel: () => void
  action: string
}

function WebhookForm({ initial, save, onSaved, onCancel, action }: WebhookFormProps) {
  const t = useText()
  const eventName = useEventName()
  const types = useEndpoint(listEventTypes).data?.items ?? []
  const form = useForm({
    initialValues: initial,
    validate: {
      url: (url) => (url.trim() ? null : t('errors.outgoing.bad_address')),
      eventTypes: (chosen) => (chosen.length > 0 ? null : t('webhooks.eventsMissing')),
    },
  })
  const refusals = ['bad_address', 'scheme', 'user_info', 'port', 'address_refused', 'name_unknown']
  return (
    <SavingForm
      form={form}
      save={save}
      fieldOf={Object.fromEntries(refusals.map((code) => [`outgoing.${code}`, 'url' as const]))}
      onDone={onSaved}
      onCancel={onCancel}
      action={action}
    >
      <TextInput
        data-autofocus
        label={t('webhooks.url')}
        description={t('webhooks.urlHelp')}
        placeholder="https://crm.exemple.fr/visavis"
        type="url"
        maxLength={2000}
        {...form.getInputProps('url')}
      />
      <TextInput label={t('webhooks.description')} maxLength={120} {...form.getInputProps('description')} />
      <Checkbox.Group label={t('webhooks.events')} {...form.getInputProps('eventTypes')}>
        <Stack gap="sm" mt="sm">
          {types.map(({ type }) => (
            <Checkbox key={type} value={type} label={eventName(type)} description={eventName(type, 'help')} size="sm" />
          ))}
        </Stack>
      </Checkbox.Group>
      <TextInput
        label={t('webhooks.contact')}
        description={t('webhooks.contactHelp')}
        type="email"
        maxLength={254}
        {...form.getInputProps('contact')}
      />
    </SavingForm>
  )
}
