import { useState } from 'react'
import { useEndpoint } from '#web/api'
import { useFormat, useText } from '#web/i18n'
import { Card, Chip, Empty, Failure, Loading, Page } from '#web/ui'
import { getMirror, type Mirror } from '../contract.ts'
import { FaceToFace } from './face-to-face.tsx'
import { CourseCard } from './course.tsx'
import classes from './mirror.module.css'
import { Sites } from './sites.tsx'

/** What customers and employees say to the same questions, face to face. */
export function MirrorPage() {
  const t = useText()
  const mirror = useEndpoint(getMirror, {}, { topic: ['answers', 'waves'] })
  return (
    <Page title={t('mirror.title')} lead={mirror.data && <Lead mirror={mirror.data} />}>
      {mirror.data ? (
        <Faces mirror={mirror.data} />
      ) : mirror.isError ? (
        <Failure error={mirror.error} retry={mirror.refetch} />
      ) : (
        <Loading lines={8} />
      )}
    </Page>
  )
}

type Place = Mirror['places'][number]
const nameOf = ({ siteName, teamName }: Pick<Place, 'siteName' | 'teamName'>) => teamName ?? siteName
const keyOf = ({ siteId, teamId }: Place) => `${siteId} ${teamId}`

/** The widest gap that is shown, in words. */
function Lead({ mirror: { places } }: { mirror: Mirror }) {
  const t = useText()
  const format = useFormat()
  const told = places.flatMap(({ rows, ...place }) =>
    rows.map((row) => ({ ...row, place: nameOf(place) ?? t('mirror.everybody') })),
  )
  if (told.every(({ gap }) => gap === null)) return null
  const [widest] = told
    .filter(({ gap }) => gap?.shown)
    .toSorted((a, b) => Math.abs(b.gap!.value) - Math.abs(a.gap!.value))
  if (!widest || 'hidden' in widest.employees || 'hidden' in widest.customers) return t('mirror.noGap')
  return t('mirror.widest', {
    place: widest.place,
    dimension: t(`questionnaires.dimensions.${widest.dimension}`).toLocaleLowerCase(),
    employees: format.number(widest.employees.value),
    customers: format.number(widest.customers.value),
  })
}

function Faces({ mirror }: { mirror: Mirror }) {
  const t = useText()
  const format = useFormat()
  const [shown, setShown] = useState<string | null>(null)
  const { places, wave, from, to, link } = mirror
  const place = places.find((one) => keyOf(one) === shown) ?? places[0]!
  const name = nameOf(place) ?? t('mirror.everybody')
  if (places[0]!.rows.length === 0) return <Empty title={t('mirror.none')}>{t('mirror.noneHelp')}</Empty>
  return (
    <>
      <small className={classes['soft']}>
        {t('mirror.period', { wave: wave?.name ?? t('mirror.noWave'), from: format.date(from), to: format.date(to) })}
      </small>
      <div className={classes['chips']}>
        {places.map((one) => (
          <Chip key={keyOf(one)} on={one === place} onClick={() => setShown(keyOf(one))}>
            {nameOf(one) ?? t('mirror.everybody')}
          </Chip>
        ))}
      </div>
      <div className={classes['grid']}>
        <Card
          title={name}
          note={
            <span className={classes['keys']}>
              <span data-face="employees">{t('mirror.employees')}</span>
              <span data-face="customers">{t('mirror.customers')}</span>
            </span>
          }
        >
          <FaceToFace rows={place.rows} label={name} />
          {place.teamId && <p className={classes['soft']}>{t('mirror.teamNote')}</p>}
        </Card>
        <Card title={t('mirror.sites')} note={t('mirror.sitesNote')}>
          <Sites link={link} places={places} />
        </Card>
      </div>
      <CourseCard siteId={place.siteId} />
    </>
  )
}
