import { TextInput } from '@mantine/core'
import { useText } from '#web/i18n'

/** A code of the telephone; where `recovery` a code on paper does too. Spread the form's `getInputProps` on it. */
export function CodeField({ recovery = false, ...props }: { recovery?: boolean } & Record<string, unknown>) {
  const t = useText()
  return (
    <TextInput
      label={t('secondFactor.code')}
      description={t(recovery ? 'secondFactor.codeOrRecoveryHelp' : 'secondFactor.codeHelp')}
      autoComplete="one-time-code"
      inputMode={recovery ? 'text' : 'numeric'}
      maxLength={40}
      required
      withAsterisk={false}
      styles={{ input: { fontVariantNumeric: 'tabular-nums', letterSpacing: '0.08em' } }}
      {...props}
    />
  )
}
