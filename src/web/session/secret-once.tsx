import { Button, Stack } from '@mantine/core'
import { useText } from '#web/i18n'
import { Copy } from '#web/ui'

/** A key's secret, never shown again. */
export function SecretOnce({ secret, onDone }: { secret: string; onDone: () => void }) {
  const t = useText()
  return (
    <Stack gap="md">
      <p>{t('apiKeys.secretOnce')}</p>
      <Copy value={secret} label={t('apiKeys.secret')} />
      <Button onClick={onDone}>{t('apiKeys.secretKept')}</Button>
    </Stack>
  )
}
