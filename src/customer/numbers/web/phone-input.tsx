import { TextInput, type TextInputProps } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useEndpoint } from '#web/api'
import { useText } from '#web/i18n'
import { parsePhone } from '../contract.ts'
import classes from './numbers.module.css'
import { usePhoneWords } from './phone-words.ts'

/** Says, as it is typed, which number is understood, what it is, and what to beware of. */
export function PhoneInput(input: TextInputProps & { 'data-autofocus'?: boolean }) {
  const t = useText()
  const wordsFor = usePhoneWords()
  const [typed] = useDebouncedValue(String(input.value ?? '').trim(), 250)
  const isRead = typed.length > 1
  const { data } = useEndpoint(parsePhone, { query: { input: typed } }, { enabled: isRead, keepPrevious: true })
  const { what, warning } = isRead && data ? wordsFor(data) : {}
  return (
    <TextInput
      {...input}
      label={t('numbers.number')}
      description={
        <span aria-live="polite">
          {what ?? (!warning && t('numbers.numberHelp'))}
          {warning && <span className={classes['beware']}>{warning}</span>}
        </span>
      }
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      inputMode="tel"
      autoComplete="off"
    />
  )
}
