import { useEndpoint } from '#web/api'
import { useFormat, useText } from '#web/i18n'
import { Card, Listed, Table, type Column } from '#web/ui'
import { listNumberFamilies, type NumberFamily } from '../contract.ts'
import { ColourTag } from './colour-tag.tsx'

/** The catalogue: which families there are, what they may cost, since when and who says so. */
export function Families() {
  const t = useText()
  const format = useFormat()
  const families = useEndpoint(listNumberFamilies, {})
  const price = ({ most, callCharged }: NumberFamily) => {
    if (!most) return t('tariffs.unknownPrice')
    if (most.centsPerMinute === 0) return callCharged ? t('tariffs.plainPrice') : t('tariffs.noPrice')
    return t('tariffs.atMost', {
      minute: format.money(most.centsPerMinute),
      call: format.money(most.centsPerCall),
    })
  }
  const columns: Column<NumberFamily>[] = [
    { key: 'name', head: t('tariffs.family'), render: ({ name }) => name },
    { key: 'colour', head: t('tariffs.colour'), render: ({ colour }) => <ColourTag colour={colour} /> },
    { key: 'price', head: t('tariffs.price'), render: price },
    {
      key: 'source',
      head: t('tariffs.source'),
      hideOnPhone: true,
      render: ({ source, from }) => (
        <>
          {source}
          <small>{t('tariffs.since', { date: format.date(from) })}</small>
        </>
      ),
    },
  ]
  return (
    <Card title={t('tariffs.families')}>
      <Listed query={families} empty={null}>
        {(rows) => <Table columns={columns} rows={rows} rowKey={({ name }) => name} label={t('tariffs.families')} />}
      </Listed>
    </Card>
  )
}
