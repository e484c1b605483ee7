import { useEndpoint } from '#web/api'
import { useFormat, useText } from '#web/i18n'
import { Card, Failure, Loading, Table } from '#web/ui'
import { listPurges } from '../contract.ts'
import { useKindName } from './kind-name.ts'

const shown = 20

/** What went because its time had passed. The audit log has all of them. */
export function PurgesCard() {
  const t = useText()
  const format = useFormat()
  const kindName = useKindName()
  const purges = useEndpoint(listPurges, { query: { limit: shown } })
  const items = purges.data?.items ?? []
  return (
    <Card title={t('privacy.purges')} note={t('privacy.purgesNote')} pad={items.length === 0}>
      {!purges.data && (purges.isError ? <Failure error={purges.error} /> : <Loading />)}
      {purges.data && items.length === 0 && t('privacy.noPurge')}
      {items.length > 0 && (
        <Table
          label={t('privacy.purges')}
          rows={items}
          rowKey={({ id }) => id}
          columns={[
            { key: 'kind', head: t('privacy.kind'), render: ({ kind }) => kindName(kind) },
            { key: 'until', head: t('privacy.until'), render: ({ until }) => format.date(until) },
            {
              key: 'removed',
              head: t('privacy.removed'),
              align: 'right',
              render: ({ removed, at }) => (
                <>
                  {format.number(removed)}
                  <small>{format.dateTime(at)}</small>
                </>
              ),
            },
          ]}
        />
      )}
    </Card>
  )
}
