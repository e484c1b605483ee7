import { Button, Stack, Text } from '@mantine/core'
import { useText } from '#web/i18n'
import { Copy } from '#web/ui'

/** For the day when the telephone is lost; never shown again. */
export function RecoveryCodes({ codes, onDone }: { codes: string[]; onDone: () => void }) {
  const t = useText()
  return (
    <Stack gap="md">
      <Text size="sm">{t('secondFactor.recoveryOnce')}</Text>
      <Copy value={codes.join('\n')} label={t('secondFactor.recoveryCodes')} />
      <Button onClick={onDone} fullWidth>
        {t('secondFactor.recoveryKept')}
      </Button>
    </Stack>
  )
}
