import { Button, PasswordInput, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { acceptInvitation, showInvitation, type SignInStep } from '#kernel/auth/contract'
import { useAction, useEndpoint } from '#web/api'
import { useText } from '#web/i18n'
import { Failure, Loading, notify } from '#web/ui'
import { Door } from './door.tsx'
import { NewPasswordField, usePasswordRule } from './password-field.tsx'
import { session } from './session.ts'
import { SignInSteps } from './sign-in-steps.tsx'
import { WaysIn } from './ways-in.tsx'
import classes from './door.module.css'

/** Where an invitation's link leads: a name and a password, or the password of the account that the address has. */
export function InvitationPage() {
  const t = useText()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const params = useParams({ from: '/invitation/$token' })
  const [left, setLeft] = useState<SignInStep>()
  const enter = (step: SignInStep) => {
    if (!step.me) return setLeft(step)
    queries.setQueryData(session.queryKey, step.me)
    void navigate({ to: '/', replace: true })
  }
  const invitation = useEndpoint(showInvitation, { params })
  if (!invitation.data)
    return (
      <Door title={t('invitation.gone')} lead="">
        {invitation.isError ? (
          <div className={classes['done']}>
            <Failure error={invitation.error} />
            <Link to="/connexion" className={classes['aside']}>
              {t('invitation.toSignIn')}
            </Link>
          </div>
        ) : (
          <Loading />
        )}
      </Door>
    )
  if (left) return <SignInSteps step={left} onEntered={enter} />
  const { org, invitedBy: by, role, email, hasAccount, takesPassword } = invitation.data
  const words = { by, role: t(`roles.${role}`), email }
  return (
    <Door
      title={t('invitation.title', { org })}
      lead={t(
        hasAccount ? 'invitation.leadAccount' : takesPassword ? 'invitation.lead' : 'invitation.leadSingleSignOn',
        words,
      )}
    >
      {hasAccount || takesPassword ? (
        <Acceptance params={params} org={org} email={email} hasAccount={hasAccount} onEntered={enter} />
      ) : (
        <WaysIn />
      )}
    </Door>
  )
}

type AcceptanceProps = {
  params: { token: string }
  org: string
  email: string
  hasAccount: boolean
  onEntered: (step: SignInStep) => void
}

function Acceptance({ params, org, email, hasAccount, onEntered }: AcceptanceProps) {
  const t = useText()
  const navigate = useNavigate()
  const rule = usePasswordRule()
  const form = useForm({
    initialValues: { name: '', password: '' },
    validate: { password: hasAccount ? undefined : rule },
  })
  const action = useAction(acceptInvitation, {
    inline: true,
    onSuccess: ({ step }) => {
      if (step) return onEntered(step)
      notify(t('invitation.welcome', { org }))
      return navigate({ to: '/connexion', search: {}, replace: true })
    },
  })
  const submit = form.onSubmit(({ name, password }) =>
    action.mutate({ params, body: { password, ...(!hasAccount && { name }) } }),
  )
  return (
    <form onSubmit={submit}>
      <input type="hidden" autoComplete="username" value={email} readOnly />
      {hasAccount ? (
        <PasswordInput
          label={t('signIn.password')}
          autoComplete="current-password"
          required
          withAsterisk={false}
          visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword') }}
          {...form.getInputProps('password')}
        />
      ) : (
        <>
          <TextInput
            label={t('invitation.name')}
            autoComplete="name"
            required
            withAsterisk={false}
            maxLength={120}
            {...form.getInputProps('name')}
          />
          <NewPasswordField {...form.getInputProps('password')} />
        </>
      )}
      {action.error && <Failure error={action.error} />}
      <Button type="submit" loading={action.isPending} fullWidth>
        {t('invitation.action')}
      </Button>
    </form>
  )
}
