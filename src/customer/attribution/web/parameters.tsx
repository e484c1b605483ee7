import { type Key, useFormat, useText } from '#web/i18n'
import { Card, Table, type Column } from '#web/ui'
import type { Parameters as Shape, SiteModel } from '../contract.ts'

type Row = { name: keyof Shape; from: number }

/** What the model says of a site's visitors, beside what is believed of any site, and from how many cases. */
export function Parameters({ model }: { model: SiteModel }) {
  const t = useText()
  const format = useFormat()
  const { parameters, prior, cases, learntAt } = model
  const rows: Row[] = [
    { name: 'callRate', from: cases.visits },
    { name: 'onPageShare', from: cases.knownCallers },
    { name: 'meanVisitSeconds', from: cases.visits },
    { name: 'delayMedianSeconds', from: cases.knownCallers },
    { name: 'delaySigma', from: cases.knownCallers },
    { name: 'telClickCallRate', from: cases.telClicks },
    { name: 'telClickMeanSeconds', from: cases.telCalls },
    { name: 'strangerEveryDays', from: cases.calls },
  ]
  const written = (name: keyof Shape, value: number) => {
    if (name.endsWith('Seconds')) return format.duration(value)
    if (name === 'delaySigma') return format.number(value, 2)
    return name === 'strangerEveryDays' ? t('attribution.days', { count: Math.round(value) }) : format.percent(value, 1)
  }
  const columns: Column<Row>[] = [
    { key: 'name', head: t('attribution.parameter'), render: ({ name }) => t(`attribution.parameters.${name}` as Key) },
    {
      key: 'value',
      head: t('attribution.here'),
      align: 'right',
      render: ({ name }) => written(name, parameters[name]),
    },
    { key: 'prior', head: t('attribution.prior'), align: 'right', render: ({ name }) => written(name, prior[name]) },
    {
      key: 'from',
      head: t('attribution.cases'),
      align: 'right',
      hideOnPhone: true,
      render: ({ from }) => format.number(from),
    },
  ]
  const note = learntAt ? t('attribution.learntAt', { date: format.dateTime(learntAt) }) : t('attribution.notYet')
  return (
    <Card title={t('attribution.model')} note={note}>
      <Table columns={columns} rows={rows} rowKey={({ name }) => name} label={t('attribution.model')} />
    </Card>
  )
}
