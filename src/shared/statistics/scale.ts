import { type QuestionType } from '../questionnaire/definition.ts'
import {
  csat,
  csatDifference,
  type Difference,
  type Estimate,
  meanDifference,
  nps,
  npsDifference,
  type Proportion,
  type Recommendation,
  weightedMean,
} from './score.ts'

/** How answers to a question become one figure. */
export type ScoreKind = 'nps' | 'csat' | 'ces' | 'mean'
type Counts = ReadonlyMap<string, number>

export const kindOf = (type: QuestionType): ScoreKind | null =>
  type === 'nps' || type === 'csat' || type === 'ces' ? type : type === 'rating' || type === 'number' ? 'mean' : null

/**
 * A figure from how many gave each mark. NPS in points, −100 … 100; CSAT the share of 4 and 5, 0 … 100; CES and other
 * marks their mean. @returns null where there are too few answers for any interval.
 */
export function measure(kind: ScoreKind, counts: Counts): Estimate | null {
  if (kind === 'nps') return nps(recommendation(counts))
  if (kind !== 'csat') return weightedMean(marks(counts))
  const share = csat(satisfaction(counts))
  return share && { ...share, estimate: share.estimate * 100, lo: share.lo * 100, hi: share.hi * 100 }
}

/** What has changed from some answers to others, second minus first, in the units of {@link measure}. */
export function changeOf(kind: ScoreKind, first: Counts, second: Counts, width?: number): Difference | null {
  if (kind === 'nps') return npsDifference(recommendation(first), recommendation(second), width)
  if (kind !== 'csat') return meanDifference(weightedMean(marks(first)), weightedMean(marks(second)), width)
  const change = csatDifference(satisfaction(first), satisfaction(second), width)
  return change && { ...change, estimate: change.estimate * 100, lo: change.lo * 100, hi: change.hi * 100 }
}

const marks = (counts: Counts): [number, number][] =>
  [...counts].flatMap(([value, n]): [number, number][] => (value === 'na' ? [] : [[Number(value), n]]))

const between = (counts: Counts, from: number, to: number) =>
  marks(counts).reduce((sum, [mark, n]) => (mark >= from && mark <= to ? sum + n : sum), 0)

const recommendation = (counts: Counts): Recommendation => ({
  detractors: between(counts, 0, 6),
  passives: between(counts, 7, 8),
  promoters: between(counts, 9, 10),
})
const satisfaction = (counts: Counts): Proportion => ({ satisfied: between(counts, 4, 5), n: between(counts, 1, 5) })
