import { useEndpoint } from '#web/api'
import { useText } from '#web/i18n'
import { useCan } from '#web/session'
import { Card, Table, Tag } from '#web/ui'
import { listCallTransmissions, type Transmission } from '../contract.ts'

const tones = { sent: 'good', refused: 'lost', waiting: undefined, withheld: undefined } as const

/** Whether each platform was told of a call, and why not. */
export function CallTransmissions({ callId }: { callId: string }) {
  const may = useCan('conversions.read')
  const { data } = useEndpoint(
    listCallTransmissions,
    { params: { id: callId } },
    { topic: ['conversions', 'calls'], enabled: may },
  )
  return data && data.items.length > 0 ? <Transmissions items={data.items} /> : null
}

function Transmissions({ items }: { items: Transmission[] }) {
  const t = useText()
  return (
    <Card title={t('conversions.ofCall')}>
      <Table
        label={t('conversions.ofCall')}
        columns={[
          {
            key: 'platform',
            head: t('conversions.platform'),
            render: ({ name, reason, answer }) => (
              <>
                {name}
                {(reason || answer) && <small>{reason ? t(`conversions.reasons.${reason}`) : answer}</small>}
              </>
            ),
          },
          {
            key: 'state',
            head: t('imports.status'),
            align: 'right',
            render: ({ state }) => (
              <Tag {...(tones[state] && { tone: tones[state] })}>{t(`conversions.states.${state}`)}</Tag>
            ),
          },
        ]}
        rows={items}
        rowKey={({ id }) => id}
      />
    </Card>
  )
}
