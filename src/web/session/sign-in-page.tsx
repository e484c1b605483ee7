import { Button, PasswordInput, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useQueryClient } from '@tanstack/react-query'
import { Link, useRouter, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { signIn, type SignInStep } from '#kernel/auth/contract'
import { useAction } from '#web/api'
import { useText } from '#web/i18n'
import { Failure } from '#web/ui'
import { Door } from './door.tsx'
import classes from './door.module.css'
import { session } from './session.ts'
import { SignInSteps } from './sign-in-steps.tsx'
import { WaysIn } from './ways-in.tsx'

export function SignInPage() {
  const t = useText()
  const router = useRouter()
  const queries = useQueryClient()
  const { retour } = useSearch({ from: '/connexion' })
  const form = useForm({ mode: 'uncontrolled', initialValues: { email: '', password: '' } })
  const [left, setLeft] = useState<SignInStep>()
  const enter = (step: SignInStep) => {
    if (!step.me) return setLeft(step)
    queries.setQueryData(session.queryKey, step.me)
    return router.history.replace(retour ?? '/')
  }
  const action = useAction(signIn, {
    inline: true,
    onSuccess: (step) => enter(step),
  })
  if (left) return <SignInSteps step={left} onEntered={enter} />
  return (
    <Door title={t('signIn.title')} lead={retour ? t('signIn.comeBack') : t('signIn.lead')}>
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
        <PasswordInput
          label={t('signIn.password')}
          name="password"
          autoComplete="current-password"
          required
          withAsterisk={false}
          visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword') }}
          key={form.key('password')}
          {...form.getInputProps('password')}
        />
        {action.error && <Failure error={action.error} />}
        <Button type="submit" loading={action.isPending} fullWidth>
          {t('signIn.action')}
        </Button>
        <Link to="/mot-de-passe-oublie" className={classes['aside']}>
          {t('forgotten.link')}
        </Link>
      </form>
      <WaysIn retour={retour} or />
    </Door>
  )
}
