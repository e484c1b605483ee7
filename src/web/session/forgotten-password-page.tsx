import { Button, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { Link } from '@tanstack/react-router'
import { getSetup, wishPassword } from '#kernel/auth/contract'
import { useAction, useEndpoint } from '#web/api'
import { useText } from '#web/i18n'
import { Failure } from '#web/ui'
import { Door } from './door.tsx'
import classes from './door.module.css'

/** Asks for the letter; the answer does not tell whether the address is known. */
export function ForgottenPasswordPage() {
  const t = useText()
  const form = useForm({ mode: 'uncontrolled', initialValues: { email: '' } })
  const action = useAction(wishPassword, { inline: true })
  const canMail = useEndpoint(getSetup).data?.mail ?? true
  const back = (
    <Link to="/connexion" className={classes['aside']}>
      {t('invitation.toSignIn')}
    </Link>
  )
  const lead = action.isSuccess ? t('forgotten.sent') : t('forgotten.lead')
  return (
    <Door title={t('forgotten.title')} lead={canMail ? lead : t('forgotten.noMail')}>
      {action.isSuccess || !canMail ? (
        <div className={classes['done']}>{back}</div>
      ) : (
        <form onSubmit={form.onSubmit((body) => action.mutate({ body }))}>
          <TextInput
            label={t('signIn.email')}
            type="email"
            name="email"
            autoComplete="username"
            required
            withAsterisk={false}
            key={form.key('email')}
            {...form.getInputProps('email')}
          />
          {action.error && <Failure error={action.error} />}
          <Button type="submit" loading={action.isPending} fullWidth>
            {t('forgotten.action')}
          </Button>
          {back}
        </form>
      )}
    </Door>
  )
}
