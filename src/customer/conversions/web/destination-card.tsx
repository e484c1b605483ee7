import { Button, Group } from '@mantine/core'
import { useAction } from '#web/api'
import { useFormat, useText } from '#web/i18n'
import { useCan } from '#web/session'
import { AskTwice, Card, Figures, Table, Tag } from '#web/ui'
import { type ConversionDestination, listDestinations, removeDestination, setDestinationEnabled } from '../contract.ts'

export function DestinationCard({ destination }: { destination: ConversionDestination }) {
  const t = useText()
  const format = useFormat()
  const mayManage = useCan('conversions.manage')
  const { id, name, platform, enabled, withheld } = destination
  const reads = [listDestinations]
  const setEnabled = useAction(setDestinationEnabled, { reads })
  const remove = useAction(removeDestination, { reads })
  const notTold = withheld.reduce((sum, { calls }) => sum + calls, 0)
  return (
    <Card
      title={name}
      note={
        <>
          {t(`conversions.platforms.${platform}`)}{' '}
          <Tag {...(enabled && { tone: 'good' as const })}>
            {t(enabled ? 'conversions.active' : 'conversions.stopped')}
          </Tag>
        </>
      }
    >
      <p>{t('conversions.lastDays')}</p>
      <Figures
        items={[
          { label: t('conversions.sent'), value: format.number(destination.sent) },
          { label: t('conversions.waiting'), value: format.number(destination.waiting) },
          {
            label: t('conversions.refused'),
            value: format.number(destination.refused),
            ...(destination.refused > 0 && { tone: 'lost' as const }),
          },
          { label: t('conversions.withheld'), value: format.number(notTold) },
        ]}
      />
      {withheld.length > 0 && (
        <Table
          label={t('conversions.whyNot')}
          columns={[
            {
              key: 'reason',
              head: t('conversions.whyNot'),
              render: ({ reason }) => t(`conversions.reasons.${reason}`),
            },
            {
              key: 'calls',
              head: t('calls.column.calls'),
              align: 'right',
              render: ({ calls }) => format.number(calls),
            },
          ]}
          rows={withheld}
          rowKey={({ reason }) => reason}
        />
      )}
      {mayManage && (
        <Group justify="flex-end" mt="md">
          <Button
            variant="default"
            size="xs"
            loading={setEnabled.isPending}
            onClick={() => setEnabled.mutate({ params: { id }, body: { enabled: !enabled } })}
          >
            {t(enabled ? 'conversions.stop' : 'conversions.goOn')}
          </Button>
          <AskTwice
            name={t('conversions.remove')}
            label={t('conversions.removeOne', { name })}
            forGood={t('conversions.removeForGood')}
            pending={remove.isPending}
            onSure={() => remove.mutate({ params: { id } })}
          />
        </Group>
      )}
    </Card>
  )
}
