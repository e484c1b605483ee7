import { useEndpoint } from '#web/api'
import { useFormat, useText } from '#web/i18n'
import { Card, Chart, Failure, Loading, Table } from '#web/ui'
import { type CourseTest, getMirrorCourse, type MirrorCourse } from '../contract.ts'
import classes from './mirror.module.css'

/** Both faces from wave to wave at one place, and what may be said of one following the other. */
export function CourseCard({ siteId }: { siteId: string | null }) {
  const t = useText()
  const course = useEndpoint(getMirrorCourse, {}, { topic: ['answers', 'waves'] })
  return (
    <Card title={t('mirror.course.title')} note={t('mirror.course.note')}>
      {course.data ? (
        <Told course={course.data} siteId={siteId} />
      ) : course.isError ? (
        <Failure error={course.error} retry={course.refetch} />
      ) : (
        <Loading lines={4} />
      )}
    </Card>
  )
}

function Told({ course: { waves, places, tests }, siteId }: { course: MirrorCourse; siteId: string | null }) {
  const t = useText()
  if (waves.length < 2) return <p className={classes['soft']}>{t('mirror.course.oneWave')}</p>
  const place = places.find((one) => one.siteId === siteId)
  return (
    <>
      {place ? <Drawn waves={waves} place={place} /> : <p className={classes['soft']}>{t('mirror.course.hidden')}</p>}
      <ul className={classes['tests']}>
        {tests.map((test) => (
          <Test key={test.order} test={test} />
        ))}
      </ul>
      <p className={classes['soft']}>{t('mirror.course.method')}</p>
    </>
  )
}

function Test({ test: { order, state, r, lo, hi, p, sites, pairs } }: { test: CourseTest }) {
  const t = useText()
  const format = useFormat()
  const number = (value: number | null) => (value === null ? '–' : format.number(value, 2))
  const values = { r: number(r), lo: number(lo), hi: number(hi), p: number(p), sites, pairs }
  return (
    <li>
      <strong>{t(`mirror.course.order.${order}`)}</strong> {t(`mirror.course.state.${state}`, values)}
    </li>
  )
}

type DrawnProps = { waves: MirrorCourse['waves']; place: MirrorCourse['places'][number] }

/** Each face a line, in the thin band of its interval. */
function Drawn({ waves, place }: DrawnProps) {
  const t = useText()
  const format = useFormat()
  const name = place.siteName ?? t('mirror.everybody')
  const faces = ['employees', 'customers'] as const
  const rounded = (value: number | undefined) => (value === undefined ? null : Math.round(value * 10) / 10)
  const rows = waves.map((wave, at) => ({ ...wave, point: place.points[at] ?? null }))
  const of = (point: (typeof rows)[number]['point'], face: (typeof faces)[number]) =>
    point ? (
      <>
        {format.number(point[face].value)}
        <small>
          {format.number(point[face].lo)} – {format.number(point[face].hi)}
        </small>
      </>
    ) : (
      <small>{t('mirror.protected')}</small>
    )
  return (
    <Chart
      height={220}
      label={t('mirror.course.label', { place: name, count: waves.length })}
      option={(tokens) => ({
        xAxis: { type: 'category', data: waves.map((wave) => wave.name) },
        yAxis: { type: 'value', min: 0, max: 100 },
        tooltip: { trigger: 'axis' },
        series: faces.flatMap((face) => {
          const color = face === 'employees' ? tokens.team : tokens.accent
          const values = (side: 'value' | 'lo' | 'hi') => rows.map(({ point }) => rounded(point?.[face][side]))
          const edge = { type: 'line' as const, color, symbol: 'none', lineStyle: { opacity: 0.35, width: 1 } }
          return [
            { ...edge, name: `${t(`mirror.${face}`)}, ${t('questionnaires.low')}`, data: values('lo') },
            { ...edge, name: `${t(`mirror.${face}`)}, ${t('questionnaires.high')}`, data: values('hi') },
            { type: 'line', name: t(`mirror.${face}`), color, symbolSize: 6, data: values('value') },
          ]
        }),
      })}
      table={
        <Table
          label={t('mirror.course.label', { place: name, count: waves.length })}
          rows={rows}
          rowKey={({ id }) => id}
          columns={[
            { key: 'wave', head: t('mirror.course.wave'), render: (row) => row.name },
            ...faces.map((face) => ({
              key: face,
              head: t(`mirror.${face}`),
              align: 'right' as const,
              render: ({ point }: (typeof rows)[number]) => of(point, face),
            })),
          ]}
        />
      }
    />
  )
}
