import { Button, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { setUp } from '#kernel/auth/contract'
import { useAction } from '#web/api'
import { useText } from '#web/i18n'
import { Failure } from '#web/ui'
import { Door } from './door.tsx'
import { NewPasswordField, usePasswordRule } from './password-field.tsx'
import { session } from './session.ts'

/** The first page of all: names the organisation and gives its administrator an access. */
export function WelcomePage() {
  const t = useText()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const form = useForm({
    initialValues: { org: '', name: '', email: '', password: '' },
    validate: { password: usePasswordRule() },
  })
  const action = useAction(setUp, {
    inline: true,
    onSuccess: (me) => {
      queries.setQueryData(session.queryKey, me)
      return navigate({ to: '/', replace: true })
    },
  })
  const submit = form.onSubmit((body) => action.mutate({ body }, { onError: ({ fields }) => form.setErrors(fields) }))
  return (
    <Door title={t('welcome.title')} lead={t('welcome.lead')}>
      <form onSubmit={submit}>
        <TextInput
          label={t('welcome.org')}
          autoComplete="organization"
          required
          withAsterisk={false}
          maxLength={120}
          {...form.getInputProps('org')}
        />
        <TextInput
          label={t('welcome.name')}
          autoComplete="name"
          required
          withAsterisk={false}
          maxLength={120}
          {...form.getInputProps('name')}
        />
        <TextInput
          label={t('signIn.email')}
          description={t('welcome.emailHelp')}
          type="email"
          autoComplete="username"
          required
          withAsterisk={false}
          maxLength={254}
          {...form.getInputProps('email')}
        />
        <NewPasswordField {...form.getInputProps('password')} />
        {action.error && Object.keys(action.error.fields).length === 0 && <Failure error={action.error} />}
        <Button type="submit" loading={action.isPending} fullWidth>
          {t('welcome.action')}
        </Button>
      </form>
    </Door>
  )
}
