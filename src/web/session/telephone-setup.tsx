import { Button, Stack, Text } from '@mantine/core'
import { useForm } from '@mantine/form'
import type { SecondFactorSetup } from '#kernel/auth/contract'
import type { ApiError } from '#web/api'
import { useText } from '#web/i18n'
import { Copy, Failure, QrCode } from '#web/ui'
import { CodeField } from './code-field.tsx'

type TelephoneSetupProps = {
  setup: SecondFactorSetup
  confirm: (code: string) => void
  pending: boolean
  error: ApiError | null
}

/** The telephone takes the secret, by its camera or typed in, and proves that it has it. */
export function TelephoneSetup({ setup: { secret, address }, confirm, pending, error }: TelephoneSetupProps) {
  const t = useText()
  const form = useForm({ initialValues: { code: '' } })
  return (
    <form onSubmit={form.onSubmit(({ code }) => confirm(code))}>
      <Stack gap="md">
        <Text size="sm">{t('secondFactor.scan')}</Text>
        <QrCode value={address} label={t('secondFactor.qr')} />
        <Text size="sm">{t('secondFactor.orType')}</Text>
        <Copy value={secret.match(/.{1,4}/g)!.join(' ')} label={t('secondFactor.secret')} />
        <CodeField {...form.getInputProps('code')} />
        {error && <Failure error={error} />}
        <Button type="submit" loading={pending} fullWidth>
          {t('secondFactor.turnOn')}
        </Button>
      </Stack>
    </form>
  )
}
