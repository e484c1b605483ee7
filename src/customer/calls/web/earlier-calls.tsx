import { useNavigate } from '@tanstack/react-router'
import { useFormat, useText } from '#web/i18n'
import { Card, Table } from '#web/ui'
import type { CallDetail } from '../contract.ts'
import { Outcome } from './call-columns.tsx'

/** The same caller's earlier calls. */
export function EarlierCalls({ call: { earlierCalls, timeZone } }: { call: CallDetail }) {
  const t = useText()
  const format = useFormat()
  const navigate = useNavigate()
  return (
    <Card title={t('calls.one.earlier', { count: earlierCalls.length })}>
      <Table
        columns={[
          {
            key: 'when',
            head: t('calls.column.when'),
            render: ({ startedAt }) => format.dateTime(startedAt, timeZone),
          },
          {
            key: 'outcome',
            head: t('calls.column.outcome'),
            align: 'right',
            render: ({ outcome }) => <Outcome call={{ outcome, alertedAt: null, certainty: 'direct' }} />,
          },
        ]}
        rows={earlierCalls}
        rowKey={({ id }) => id}
        onOpen={({ id }) => void navigate({ to: '/appels/$id', params: { id } })}
      />
    </Card>
  )
}
