import { NumberInput, type NumberInputProps } from '@mantine/core'
import { useLanguage } from '#web/i18n'

/** An amount as it is typed: euros, two decimals. */
export function EurosInput(props: NumberInputProps) {
  const decimal = useLanguage() === 'fr' ? ',' : '.'
  return (
    <NumberInput
      decimalSeparator={decimal}
      allowedDecimalSeparators={[',', '.']}
      thousandSeparator={decimal === ',' ? '\u202f' : ','}
      decimalScale={2}
      min={0}
      suffix={'\u00a0€'}
      hideControls
      {...props}
    />
  )
}
