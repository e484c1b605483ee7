import { PasswordInput } from '@mantine/core'
import { useText } from '#web/i18n'

const shortestPassword = 12

/** Says what is still missing of a new password; null when it is long enough. */
export function usePasswordRule() {
  const t = useText()
  return (value: string) =>
    value.length < shortestPassword ? t('welcome.tooShort', { count: shortestPassword - value.length }) : null
}

/** A password to be chosen; spread the form's `getInputProps` on it. */
export function NewPasswordField(props: Record<string, unknown>) {
  const t = useText()
  return (
    <PasswordInput
      label={t('signIn.password')}
      description={t('welcome.passwordRule')}
      autoComplete="new-password"
      required
      withAsterisk={false}
      maxLength={200}
      visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword') }}
      {...props}
    />
  )
}

/** One's own, asked again; spread the form's `getInputProps` on it. */
export function CurrentPasswordField(props: Record<string, unknown>) {
  const t = useText()
  return (
    <PasswordInput
      label={t('myAccount.currentPassword')}
      autoComplete="current-password"
      required
      withAsterisk={false}
      maxLength={200}
      visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword') }}
      {...props}
    />
  )
}
