import { Button } from '@mantine/core'
import { useForm } from '@mantine/form'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { resetPassword, showReset } from '#kernel/auth/contract'
import { useAction, useEndpoint } from '#web/api'
import { useText } from '#web/i18n'
import { Failure, Loading, notify } from '#web/ui'
import { Door } from './door.tsx'
import { NewPasswordField, usePasswordRule } from './password-field.tsx'
import classes from './door.module.css'

/** Where the letter's link leads. */
export function NewPasswordPage() {
  const t = useText()
  const navigate = useNavigate()
  const rule = usePasswordRule()
  const params = useParams({ from: '/nouveau-mot-de-passe/$token' })
  const reset = useEndpoint(showReset, { params })
  const form = useForm({ initialValues: { password: '' }, validate: { password: rule } })
  const action = useAction(resetPassword, {
    inline: true,
    onSuccess: () => {
      notify(t('forgotten.done'))
      return navigate({ to: '/connexion', search: {}, replace: true })
    },
  })
  const lead = reset.data ? t('forgotten.newLead', { email: reset.data.email }) : ''
  return (
    <Door title={t('forgotten.newTitle')} lead={lead}>
      {reset.isPending && <Loading />}
      {reset.isError && (
        <div className={classes['done']}>
          <Failure error={reset.error} />
          <Button component={Link} to="/mot-de-passe-oublie">
            {t('forgotten.again')}
          </Button>
        </div>
      )}
      {reset.data && (
        <form onSubmit={form.onSubmit((body) => action.mutate({ params, body }))}>
          <input type="hidden" autoComplete="username" value={reset.data.email} readOnly />
          <NewPasswordField data-autofocus {...form.getInputProps('password')} />
          {action.error && <Failure error={action.error} />}
          <Button type="submit" loading={action.isPending} fullWidth>
            {t('forgotten.newAction')}
          </Button>
        </form>
      )}
    </Door>
  )
}
