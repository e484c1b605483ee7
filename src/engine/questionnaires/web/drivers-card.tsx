import { useEndpoint } from '#web/api'
import { useFormat, useText } from '#web/i18n'
import { Card } from '#web/ui'
import { questionsOf } from '#shared/questionnaire/definition'
import { getDrivers, type QuestionnaireDetail, type ResultFilter } from '../contract.ts'
import classes from './questionnaires.module.css'
import { readable } from './words.ts'

/** What goes with the score; nothing while there are too few answers, or nothing else is rated. */
export function DriversCard({ questionnaire, search }: { questionnaire: QuestionnaireDetail; search: ResultFilter }) {
  const t = useText()
  const format = useFormat()
  const { data } = useEndpoint(getDrivers, { params: { id: questionnaire.id }, query: search }, { keepPrevious: true })
  const definition = questionnaire.versions[0]?.definition
  if (!data || !definition || data.drivers.length === 0) return null
  const titleOf = (key: string) => readable(questionsOf(definition).find(({ id }) => id === key)?.title, definition)
  return (
    <Card title={t('questionnaires.drivers.title')} note={t('questionnaires.drivers.note', { count: data.n })}>
      {data.r2 !== null && (
        <p className={classes['scored']}>{t('questionnaires.drivers.r2', { share: format.percent(data.r2) })}</p>
      )}
      <ul className={classes['bars']}>
        {data.drivers
          .toSorted((a, b) => b.weight - a.weight)
          .map(({ key, weight, lo, hi, mean, shown }) => (
            <li key={key} className={classes['bar']} data-wide="true">
              <span>
                {titleOf(key)} <small>{t('questionnaires.drivers.mean', { mean: format.number(mean) })}</small>
              </span>
              <div className={classes['track']}>
                <div
                  className={classes['fill']}
                  data-tone={shown ? undefined : 'soft'}
                  style={{ width: `${100 * weight}%` }}
                />
              </div>
              <span className={classes['count']}>
                {shown ? (
                  <>
                    {format.percent(weight)}
                    <small>
                      {' '}
                      {format.percent(lo)} – {format.percent(hi)}
                    </small>
                  </>
                ) : (
                  <small>{t('questionnaires.drivers.notShown')}</small>
                )}
              </span>
            </li>
          ))}
      </ul>
    </Card>
  )
}
