import { useSiteName } from '#engine/people/web'
import { useEndpoint } from '#web/api'
import { useFormat, useText } from '#web/i18n'
import { Card, Empty, FormDrawer, Listed, Table, Tag, useEditing, type Column } from '#web/ui'
import { listSpecialNumbers, type SpecialNumber } from '../contract.ts'
import { ColourTag } from './colour-tag.tsx'
import { SpecialNumberDetail } from './special-number-detail.tsx'

/** The organisation's own special numbers. */
export function SpecialNumbers() {
  const t = useText()
  const format = useFormat()
  const siteName = useSiteName()
  const numbers = useEndpoint(listSpecialNumbers, {}, { topic: 'numbers' })
  const opening = useEditing<SpecialNumber>()
  const opened = numbers.data?.items.find(({ id }) => id === opening.subject?.id)
  const money = (cents: number | null | undefined) =>
    cents === null || cents === undefined ? '–' : format.money(cents)

  const columns: Column<SpecialNumber>[] = [
    {
      key: 'number',
      head: t('numbers.number'),
      render: ({ display, label, siteId }) => (
        <>
          {display}
          <small>{label || siteName(siteId)}</small>
        </>
      ),
    },
    {
      key: 'colour',
      head: t('tariffs.colour'),
      hideOnPhone: true,
      render: ({ colour }) => <ColourTag colour={colour} />,
    },
    {
      key: 'sign',
      head: t('tariffs.price'),
      render: ({ sign, warnings }) => (
        <>
          {sign}
          {warnings.length > 0 && (
            <small>
              <Tag tone="attention">{t(`tariffs.warnings.${warnings[0]!}`)}</Tag>
            </small>
          )}
        </>
      ),
    },
    {
      key: 'callers',
      head: t('tariffs.callersPaid'),
      align: 'right',
      hideOnPhone: true,
      render: ({ months }) => money(months[0]?.callersCents),
    },
    {
      key: 'revenue',
      head: t('tariffs.revenue'),
      align: 'right',
      hideOnPhone: true,
      render: ({ months }) => money(months[0]?.revenueCents),
    },
  ]

  return (
    <Card title={t('tariffs.own')} note={t('tariffs.lastMonth')}>
      <Listed query={numbers} empty={<Empty title={t('tariffs.none')}>{t('tariffs.noneHelp')}</Empty>}>
        {(rows) => (
          <Table columns={columns} rows={rows} rowKey={({ id }) => id} onOpen={opening.open} label={t('tariffs.own')} />
        )}
      </Listed>
      <FormDrawer title={opened?.display ?? ''} opened={opening.opened} onClose={opening.close}>
        {opened && <SpecialNumberDetail number={opened} onDone={opening.close} />}
      </FormDrawer>
    </Card>
  )
}
