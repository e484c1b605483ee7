import type { Tx } from '#kernel/db'
import { notFound } from '#shared/errors'
import { type Question, questionsOf, scaleOf } from '#shared/questionnaire/definition'
import { correlation } from '#shared/statistics/correlation'
import { correlationsOf, driversOf, fewestAnswers, relativeWeights, shapley } from '#shared/statistics/drivers'
import { holm } from '#shared/statistics/score'
import { listMarks } from './answer-repo.ts'
import type { Drivers, ResultFilter } from './contract.ts'
import { find, listVersions } from './repo.ts'

/** Enough to tell, few enough to be told at once: the intervals are 999 drawings of them. */
const mostAnswers = 500
const significant = 0.05

/**
 * What goes with the first question that has a score among the other marks of whole answers: relative weights with the
 * intervals of their bootstrap, Shapley's shares beside them. Marks whose link may be chance are taken out and said to be.
 * @throws {DomainError} `questionnaire.not_found` (404).
 */
export async function readDrivers(tx: Tx, questionnaireId: string, filter: ResultFilter): Promise<Drivers> {
  if (!(await find(tx, questionnaireId))) throw notFound('questionnaire', questionnaireId)
  const [version] = await listVersions(tx, questionnaireId)
  const rated = version ? questionsOf(version.definition).filter(isRatedByAll) : []
  const [leading, ...others] = rated
  const nothing = { leading: leading?.id ?? null, n: 0, fewest: fewestAnswers, r2: null, drivers: [] }
  if (!leading || others.length === 0) return nothing
  const rows = await listMarks(
    tx,
    questionnaireId,
    rated.map(({ id }) => id),
    { ...filter, most: mostAnswers },
  )
  if (rows.length < fewestAnswers) return { ...nothing, n: rows.length }
  const column = (place: number) => rows.map((row) => row[place]!)
  const y = column(0)
  const links = others.map((_, place) => correlation(column(place + 1), y))
  const ps = holm(links.map((link) => link?.p ?? 1))
  const shown = others.map((_, place) => ps[place]! < significant)
  const kept = others.flatMap((_, place) => (shown[place] ? [column(place + 1)] : []))
  const weights = kept.length > 0 ? driversOf(y, kept, relativeWeights) : null
  const correlations = kept.length > 0 ? correlationsOf(y, kept) : null
  const shares = correlations && shapley(correlations).shares
  let next = 0
  return {
    ...nothing,
    n: rows.length,
    r2: weights?.r2 ?? null,
    drivers: others.map((question, place) => {
      const at = shown[place] && weights ? next++ : undefined
      return {
        key: question.id,
        weight: at === undefined ? 0 : weights!.shares[at]!,
        lo: at === undefined ? 0 : weights!.intervals[at]!.lo,
        hi: at === undefined ? 0 : weights!.intervals[at]!.hi,
        shapley: at === undefined ? 0 : shares![at]!,
        mean: meanOf(question, column(place + 1)),
        shown: at !== undefined,
      }
    }),
  }
}

/** Asked of everybody: who is asked only after a bad mark would make it look like its cause. */
const isRatedByAll = (question: Question) => scaleOf(question) !== undefined && question.when === undefined

function meanOf(question: Question, marks: readonly number[]): number {
  const { from, to } = scaleOf(question)!
  const mean = marks.reduce((sum, mark) => sum + mark, 0) / marks.length
  return (100 * (mean - from)) / (to - from)
}
