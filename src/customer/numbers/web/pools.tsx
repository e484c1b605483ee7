import { Button } from '@mantine/core'
import { useSiteName } from '#engine/people/web'
import { useEndpoint } from '#web/api'
import { useFormat, useText } from '#web/i18n'
import { useCan } from '#web/session'
import { Card, Empty, FormDrawer, Listed, Table, Tag, useEditing, type Column } from '#web/ui'
import { listPools, type Pool } from '../contract.ts'
import { Held } from './held.tsx'
import { PoolForm } from './pool-form.tsx'
import { PoolNumbers } from './pool-numbers.tsx'

/** Visitors come and go too often for each to be told. */
const lookAgainMs = 5000

/** The numbers lent to visitors, with what is in use at this moment. */
export function Pools() {
  const t = useText()
  const format = useFormat()
  const mayManage = useCan('numbers.manage')
  const pools = useEndpoint(listPools, {}, { topic: 'numbers', refetchInterval: lookAgainMs })
  const siteName = useSiteName()
  const adding = useEditing()
  const opening = useEditing<Pool>()
  /** As read last, so that the open drawer follows what happens. */
  const opened = pools.data?.items.find(({ id }) => id === opening.subject?.id)

  const columns: Column<Pool>[] = [
    {
      key: 'name',
      head: t('numbers.pool'),
      render: ({ name, siteId, replaces }) => (
        <>
          {name}
          <small>
            {siteName(siteId)}
            {replaces && ` · ${t('numbers.insteadOf', { phone: format.phone(replaces) })}`}
          </small>
        </>
      ),
    },
    { key: 'held', head: t('numbers.heldNow'), align: 'right', render: (pool) => <Held {...pool} /> },
    {
      key: 'reused',
      head: t('numbers.reused'),
      align: 'right',
      render: ({ reusedToday }) =>
        reusedToday > 0 ? <Tag tone="attention">{format.number(reusedToday)}</Tag> : format.number(0),
    },
    {
      key: 'hold',
      head: t('numbers.hold'),
      align: 'right',
      hideOnPhone: true,
      render: ({ holdMinutes }) => t('numbers.minutes', { count: holdMinutes }),
    },
  ]
  const add = mayManage && <Button onClick={() => adding.open()}>{t('numbers.addPool')}</Button>
  const empty = (
    <Empty title={t('numbers.noPool')} action={add}>
      {t('numbers.noPoolHelp')}
    </Empty>
  )

  return (
    <Card title={t('numbers.pools')} note={pools.data?.items.length ? add : undefined}>
      <Listed query={pools} empty={empty}>
        {(rows) => (
          <Table
            columns={columns}
            rows={rows}
            rowKey={(pool) => pool.id}
            onOpen={opening.open}
            label={t('numbers.pools')}
          />
        )}
      </Listed>
      <FormDrawer title={t('numbers.addPool')} opened={adding.opened} onClose={adding.close}>
        <PoolForm onDone={adding.close} />
      </FormDrawer>
      <FormDrawer title={opened?.name ?? ''} opened={opening.opened} onClose={opening.close}>
        {opened && <PoolNumbers pool={opened} />}
      </FormDrawer>
    </Card>
  )
}
