import { Button, Select, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { listSites } from '#engine/people/contract'
import { useAction, useEndpoint } from '#web/api'
import { useText } from '#web/i18n'
import { RowForm } from '#web/ui'
import { addRecipient, listRecipients } from '../contract.ts'

const everySite = 'every'

export function RecipientForm() {
  const t = useText()
  const sites = useEndpoint(listSites).data?.items ?? []
  const form = useForm({
    initialValues: { email: '', siteId: everySite },
    validate: { email: (email) => (/^\S+@\S+\.\S+$/.test(email.trim()) ? null : t('calls.alerts.emailMissing')) },
  })
  const action = useAction(addRecipient, {
    reads: [listRecipients],
    inline: true,
    onSuccess: () => {
      form.reset()
      form.getInputNode('email')?.focus()
    },
  })
  const submit = form.onSubmit(
    ({ email, siteId }) =>
      action.mutate(
        { body: { email: email.trim(), siteId: siteId === everySite ? null : siteId } },
        { onError: (refusal) => form.setFieldError('email', refusal.fields['email'] ?? refusal.message) },
      ),
    () => form.getInputNode('email')?.focus(),
  )
  return (
    <RowForm onSubmit={submit}>
      <TextInput
        type="email"
        autoComplete="email"
        label={t('calls.alerts.email')}
        placeholder="accueil@exemple.fr"
        required
        {...form.getInputProps('email')}
        key={form.key('email')}
      />
      {sites.length > 1 && (
        <Select
          label={t('calls.alerts.for')}
          data={[
            { value: everySite, label: t('calls.filter.allSites') },
            ...sites.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          allowDeselect={false}
          {...form.getInputProps('siteId')}
          key={form.key('siteId')}
        />
      )}
      <Button type="submit" loading={action.isPending}>
        {t('calls.alerts.addOne')}
      </Button>
    </RowForm>
  )
}
