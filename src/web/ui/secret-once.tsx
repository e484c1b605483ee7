import { Button, Stack } from '@mantine/core'
import { useText } from '#web/i18n'
import { Copy } from './copy.tsx'

/** A secret that is never shown again. `label`: what it is. */
export function SecretOnce({ secret, label, onDone }: { secret: string; label: string; onDone: () => void }) {
  const t = useText()
  return (
    <Stack gap="md">
      <p>{t('ui.secretOnce')}</p>
      <Copy value={secret} label={label} />
      <Button onClick={onDone}>{t('ui.secretKept')}</Button>
    </Stack>
  )
}
