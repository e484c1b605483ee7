import { useFormat, useText } from '#web/i18n'
import { Table } from '#web/ui'
import type { MirrorMean, MirrorRow } from '../contract.ts'
import classes from './mirror.module.css'

/** Dimension by dimension, the widest gap first: two points on a line, and the line between them when it is shown to be one. */
export function FaceToFace({ rows, label }: { rows: MirrorRow[]; label: string }) {
  const t = useText()
  const format = useFormat()
  const sorted = rows.toSorted((a, b) => Math.abs(b.gap?.value ?? -1) - Math.abs(a.gap?.value ?? -1))
  return (
    <Table
      label={label}
      rows={sorted}
      rowKey={({ dimension }) => dimension}
      columns={[
        {
          key: 'dimension',
          head: t('mirror.dimension'),
          render: ({ dimension }) => t(`questionnaires.dimensions.${dimension}`),
        },
        { key: 'drawn', head: '', hideOnPhone: true, render: (row) => <Drawn row={row} /> },
        {
          key: 'employees',
          head: t('mirror.employees'),
          align: 'right',
          render: ({ employees }) => <Mean mean={employees} />,
        },
        {
          key: 'customers',
          head: t('mirror.customers'),
          align: 'right',
          render: ({ customers }) => <Mean mean={customers} />,
        },
        {
          key: 'gap',
          head: t('mirror.gap'),
          align: 'right',
          render: ({ gap }) =>
            gap ? (
              <span className={gap.shown ? classes['shown'] : undefined}>
                {gap.value > 0 ? '+' : ''}
                {format.number(gap.value)}
                <small>
                  {format.number(gap.lo)} … {format.number(gap.hi)}
                </small>
              </span>
            ) : (
              '–'
            ),
        },
      ]}
    />
  )
}

function Mean({ mean }: { mean: MirrorMean }) {
  const t = useText()
  const format = useFormat()
  if ('hidden' in mean)
    return (
      <small title={t(`waves.hidden.${mean.hidden}`)}>
        {t(mean.hidden === 'nobody' ? 'mirror.nobody' : 'mirror.protected')}
      </small>
    )
  return (
    <>
      {format.number(mean.value)}
      <small>
        {format.number(mean.lo)} – {format.number(mean.hi)}
      </small>
    </>
  )
}

/** The figures beside it say the same. */
function Drawn({ row: { employees, customers, gap } }: { row: MirrorRow }) {
  const at = (value: number) => `${value}%`
  return (
    <svg className={classes['drawn']} aria-hidden="true">
      <line className={classes['rail']} x1="0" x2="100%" y1="12" y2="12" />
      {!('hidden' in employees) && !('hidden' in customers) && (
        <line
          className={gap?.shown ? classes['gapShown'] : classes['gap']}
          x1={at(employees.value)}
          x2={at(customers.value)}
          y1="12"
          y2="12"
        />
      )}
      {!('hidden' in employees) && <circle className={classes['employees']} cx={at(employees.value)} cy="12" r="5" />}
      {!('hidden' in customers) && <circle className={classes['customers']} cx={at(customers.value)} cy="12" r="5" />}
    </svg>
  )
}
