import { Anchor, Stack, Text } from '@mantine/core'
import { useFormat, useText } from '#web/i18n'
import { useCan } from '#web/session'
import { Copy, Table, Tag, type Column } from '#web/ui'
import { type SpecialNumber } from '../contract.ts'
import { TariffForm } from './tariff-form.tsx'
import classes from './tariffs.module.css'

/** One special number: what to print, what to say, what it cost and brought month by month. */
export function SpecialNumberDetail({ number, onDone }: { number: SpecialNumber; onDone: () => void }) {
  const t = useText()
  const format = useFormat()
  const mayManage = useCan('numbers.manage')
  const { display, sign, signSvg, announcement, warnings, months } = number
  const picture = `data:image/svg+xml,${encodeURIComponent(signSvg)}`
  const money = (cents: number | null) => (cents === null ? '–' : format.money(cents))
  const columns: Column<SpecialNumber['months'][number]>[] = [
    { key: 'month', head: t('tariffs.month'), render: ({ month }) => format.month(month) },
    { key: 'calls', head: t('tariffs.calls'), align: 'right', render: ({ calls }) => format.number(calls) },
    {
      key: 'talk',
      head: t('tariffs.talk'),
      align: 'right',
      hideOnPhone: true,
      render: ({ seconds }) => format.duration(seconds),
    },
    {
      key: 'callers',
      head: t('tariffs.callersPaid'),
      align: 'right',
      render: ({ callersCents }) => money(callersCents),
    },
    { key: 'revenue', head: t('tariffs.revenue'), align: 'right', render: ({ revenueCents }) => money(revenueCents) },
  ]

  return (
    <Stack gap="lg">
      {warnings.map((warning) => (
        <Text key={warning} size="sm">
          <Tag tone="attention">{t(`tariffs.warnings.${warning}`)}</Tag> {t(`tariffs.warningHelp.${warning}`)}
        </Text>
      ))}
      <div>
        <img className={classes['sign']} src={picture} alt={`${display}, ${sign}`} />
        <Text size="sm">
          <Anchor href={picture} download={`${display.replaceAll(/\D/g, '')}.svg`}>
            {t('tariffs.download')}
          </Anchor>
        </Text>
      </div>
      {announcement && (
        <div>
          <Text size="sm" c="var(--soft)">
            {t('tariffs.announcement')}
          </Text>
          <Copy value={announcement} />
        </div>
      )}
      {months.length > 0 && (
        <Table columns={columns} rows={months} rowKey={({ month }) => month} label={t('tariffs.perMonth')} />
      )}
      {mayManage && <TariffForm number={number} onDone={onDone} />}
    </Stack>
  )
}
