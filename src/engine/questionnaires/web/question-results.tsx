import { Link } from '@tanstack/react-router'
import { useFormat, useText } from '#web/i18n'
import { Card } from '#web/ui'
import { type Definition, type Question, questionsOf, scaleOf } from '#shared/questionnaire/definition'
import type { QuestionnaireDetail, QuestionResult, ResultFilter, Results } from '../contract.ts'
import classes from './questionnaires.module.css'
import { readable, useScoreWords } from './words.ts'

type Props = { questionnaire: QuestionnaireDetail; results: Results; search: ResultFilter }

/** Question by question: how many said what; each opens who said it. */
export function QuestionResults({ questionnaire, results, search }: Props) {
  const asked = new Map(
    questionnaire.versions
      .toReversed()
      .flatMap(({ definition }) =>
        questionsOf(definition).map((question) => [question.id, { question, definition }] as const),
      ),
  )
  return results.questions
    .filter(({ n, skipped }) => n + skipped > 0)
    .map((result) => {
      const known = asked.get(result.key.split('/')[0]!)
      return (
        known && (
          <OneQuestion key={result.key} {...known} result={result} questionnaireId={questionnaire.id} search={search} />
        )
      )
    })
}

type OneProps = {
  question: Question
  definition: Definition
  result: QuestionResult
  questionnaireId: string
  search: ResultFilter
}
function OneQuestion({ question, definition, result, questionnaireId, search }: OneProps) {
  const t = useText()
  const format = useFormat()
  const say = useScoreWords(result.kind)
  const [, part] = result.key.split('/')
  const rows = question.type === 'matrix' ? question.rows : question.type === 'ranking' ? question.options : []
  const title = [question.title, rows.find(({ id }) => id === part)?.label]
    .filter((text) => text !== undefined)
    .map((text) => readable(text, definition))
    .join(' · ')
  const values = valuesOf(question, result).map((value) => ({
    value,
    label: labelOf(question, value, (text) => readable(text, definition), t),
    n: result.counts.find((one) => one.value === value)?.n ?? 0,
  }))
  const most = Math.max(1, ...values.map(({ n }) => n))
  return (
    <Card
      title={title}
      note={
        t('questionnaires.answered', { count: result.n }) +
        (result.skipped ? ` · ${t('questionnaires.skipped', { count: result.skipped })}` : '')
      }
    >
      {result.score && (
        <p className={classes['scored']}>
          <strong>{say.estimate(result.score)}</strong> {say.interval(result.score)} · {say.change(result.change)}
        </p>
      )}
      {values.length > 0 ? (
        <ul className={classes['bars']}>
          {values.map(({ value, label, n }) => (
            <li key={value} className={classes['bar']} data-marks={scaleOf(question) !== undefined}>
              <Link to="/ecoute/reponses" search={{ ...search, questionnaireId, mark: `${result.key}=${value}` }}>
                {label}
              </Link>
              <div className={classes['track']}>
                <div
                  className={classes['fill']}
                  data-tone={toneOf(question, value)}
                  style={{ width: `${(100 * n) / most}%` }}
                />
              </div>
              <span className={classes['count']}>
                {format.number(n)} · {format.percent(result.n ? n / result.n : 0)}
              </span>
            </li>
          ))}
        </ul>
      ) : (
        <Link to="/ecoute/reponses" search={{ ...search, questionnaireId, mark: `${result.key}=*` }}>
          {t('questionnaires.readWords', { count: result.n })}
        </Link>
      )}
    </Card>
  )
}

/** Every mark of a scale and every option, those that nobody chose too; of a number, what was answered. */
function valuesOf(question: Question, { counts }: QuestionResult): string[] {
  const scale = scaleOf(question)
  if (scale) return Array.from({ length: scale.to - scale.from + 1 }, (_, step) => String(scale.from + step))
  if (question.type === 'ranking') return question.options.map((_, place) => String(place + 1))
  if ('options' in question) return question.options.map(({ id }) => id)
  if (question.type === 'open' || question.type === 'file') return []
  const known = counts.map(({ value }) => value)
  return known
    .toSorted((a, b) => (question.type === 'number' ? Number(a) - Number(b) : a.localeCompare(b)))
    .slice(0, 50)
}

function labelOf(
  question: Question,
  value: string,
  tell: (text: Record<string, string>) => string,
  t: ReturnType<typeof useText>,
): string {
  if (question.type === 'consent') return t('questionnaires.agreed')
  if (question.type === 'ranking') return t('questionnaires.place', { number: value })
  if ('options' in question) return tell(question.options.find(({ id }) => id === value)?.label ?? { fr: value })
  return value
}

/** Whom the score counts for and against. */
function toneOf({ type }: Question, value: string): 'lost' | 'soft' | undefined {
  const mark = Number(value)
  if (type === 'nps') return mark <= 6 ? 'lost' : mark <= 8 ? 'soft' : undefined
  if (type === 'csat') return mark <= 2 ? 'lost' : mark === 3 ? 'soft' : undefined
  return undefined
}
