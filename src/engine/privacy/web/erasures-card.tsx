import { useEndpoint } from '#web/api'
import { useFormat, useText } from '#web/i18n'
import { Card, Failure, Loading, Table } from '#web/ui'
import { listErasures } from '../contract.ts'
import { useKindName } from './kind-name.ts'

const shown = 20

/** That people were erased; who they were is kept nowhere. */
export function ErasuresCard() {
  const t = useText()
  const format = useFormat()
  const kindName = useKindName()
  const erasures = useEndpoint(listErasures, { query: { limit: shown } })
  const items = erasures.data?.items ?? []
  return (
    <Card title={t('privacy.erasures')} note={t('privacy.erasuresNote')} pad={items.length === 0}>
      {!erasures.data && (erasures.isError ? <Failure error={erasures.error} /> : <Loading />)}
      {erasures.data && items.length === 0 && t('privacy.noErasure')}
      {items.length > 0 && (
        <Table
          label={t('privacy.erasures')}
          rows={items}
          rowKey={({ id }) => id}
          columns={[
            { key: 'at', head: t('privacy.at'), render: ({ at }) => format.dateTime(at) },
            {
              key: 'removed',
              head: t('privacy.removed'),
              render: ({ removed, opposed }) => (
                <>
                  {Object.entries(removed)
                    .map(([kind, count]) => `${kindName(kind)} (${count})`)
                    .join(', ') || t('privacy.nothingHeld')}
                  {opposed && <small>{t('privacy.opposed')}</small>}
                </>
              ),
            },
          ]}
        />
      )}
    </Card>
  )
}
