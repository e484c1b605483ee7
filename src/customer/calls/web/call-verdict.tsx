import { Button, Group, Text } from '@mantine/core'
import { useAction } from '#web/api'
import { useText } from '#web/i18n'
import { useCan } from '#web/session'
import { Card } from '#web/ui'
import { type CallDetail, getCall, judgeCall } from '../contract.ts'

/** Whether a call is counted, and why not; somebody may say otherwise. */
export function CallVerdict({ call: { id, quarantine } }: { call: CallDetail }) {
  const t = useText()
  const mayJudge = useCan('calls.judge')
  const judge = useAction(judgeCall, { reads: [getCall] })
  const verdict = quarantine ? 'counted' : 'quarantined'
  if (!quarantine && !mayJudge) return null
  return (
    <Card title={t('qualification.counting')}>
      <Text size="sm">{t(quarantine ? `qualification.why.${quarantine}` : 'qualification.counted')}</Text>
      {mayJudge && (
        <Group mt="xs">
          <Button
            variant="default"
            size="xs"
            loading={judge.isPending}
            onClick={() => judge.mutate({ params: { id }, body: { verdict } })}
          >
            {t(quarantine ? 'qualification.count' : 'qualification.leaveOut')}
          </Button>
        </Group>
      )}
    </Card>
  )
}
