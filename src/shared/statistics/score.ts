import jstat from 'jstat'
import { newcombe, wilson, z95 } from '../interval.ts'

/** A figure with its 95 % interval, of how many, and by which method. */
export type Estimate = { estimate: number; lo: number; hi: number; n: number; method: string }
/** A difference, second minus first, with its 95 % interval and its two-sided p. */
export type Difference = Estimate & { se: number; z: number; p: number }
/** Who would not recommend (0–6), who does not mind (7–8), who would (9–10). */
export type Recommendation = { detractors: number; passives: number; promoters: number }
export type Proportion = { satisfied: number; n: number }

/** Two-sided, of a normal deviate. */
export const pOf = (z: number): number => 2 * jstat.jStat.normal.cdf(-Math.abs(z), 0, 1)

/** Shares of 1: the score, its variance for one answer, and its standard error. */
function moments({ detractors, passives, promoters }: Recommendation) {
  const n = detractors + passives + promoters
  const score = (promoters - detractors) / n
  const variance = (promoters + detractors) / n - score ** 2
  return { n, score, variance, se: Math.sqrt(variance / n) }
}

/** Three answers as if nobody knew: a score of few answers is then neither certain nor absurd. */
const adjusted = ({ detractors, passives, promoters }: Recommendation): Recommendation => ({
  detractors: detractors + 0.75,
  passives: passives + 1.5,
  promoters: promoters + 0.75,
})

/**
 * The net promoter score in points, −100 to 100, with its adjusted Wald interval.
 * @returns null of no answer.
 * @see Rocks, B. (2016). Interval estimation for the net promoter score. The American Statistician 70.
 */
export function nps(counts: Recommendation): (Estimate & { se: number }) | null {
  const { n, score, se } = moments(counts)
  if (n === 0) return null
  const { score: centre, se: width } = moments(adjusted(counts))
  return {
    estimate: 100 * score,
    lo: 100 * (centre - z95 * width),
    hi: 100 * (centre + z95 * width),
    n,
    se: 100 * se,
    method: 'adjusted Wald',
  }
}

/**
 * By how many points a score has changed; null when one has no answer.
 * @param width standard deviations of the interval, when it is one of many.
 */
export function npsDifference(first: Recommendation, second: Recommendation, width = z95): Difference | null {
  const [a, b] = [moments(first), moments(second)]
  if (a.n === 0 || b.n === 0) return null
  const [value, se] = [100 * (b.score - a.score), 100 * Math.hypot(a.se, b.se)]
  const z = se === 0 ? (value === 0 ? 0 : Infinity * Math.sign(value)) : value / se
  return {
    estimate: value,
    lo: value - width * se,
    hi: value + width * se,
    n: a.n + b.n,
    se,
    z,
    p: pOf(z),
    method: 'Wald',
  }
}

/** Share of satisfied, 0 to 1, with Wilson's interval; null of no answer. */
export function csat({ satisfied, n }: Proportion): Estimate | null {
  const interval = wilson(satisfied, n)
  return interval && { estimate: interval.value, lo: interval.low, hi: interval.high, n, method: 'Wilson' }
}

/** Difference of two shares: Newcombe's interval, and the p of the test with the common share; null when one has no answer. */
export function csatDifference(first: Proportion, second: Proportion, width = z95): Difference | null {
  const interval = newcombe(
    { successes: first.satisfied, trials: first.n },
    { successes: second.satisfied, trials: second.n },
    width,
  )
  if (!interval) return null
  const n = first.n + second.n
  const common = (first.satisfied + second.satisfied) / n
  const se = Math.sqrt(common * (1 - common) * (1 / first.n + 1 / second.n))
  const z = se === 0 ? 0 : interval.value / se
  return { estimate: interval.value, lo: interval.low, hi: interval.high, n, se, z, p: pOf(z), method: 'Newcombe' }
}

type Mean = Estimate & { sd: number; se: number }
/** A mean with Student's interval, such as a CES; null of fewer than two answers. */
export const mean = (values: readonly number[]): Mean | null => weightedMean(values.map((value) => [value, 1]))

/** The same of values with how many gave each. */
export function weightedMean(counts: readonly (readonly [value: number, n: number])[]): Mean | null {
  const n = counts.reduce((sum, [, times]) => sum + times, 0)
  if (n < 2) return null
  const estimate = counts.reduce((sum, [value, times]) => sum + value * times, 0) / n
  const sd = Math.sqrt(counts.reduce((sum, [value, times]) => sum + times * (value - estimate) ** 2, 0) / (n - 1))
  const se = sd / Math.sqrt(n)
  const half = se * jstat.jStat.studentt.inv(0.975, n - 1)
  return { estimate, lo: estimate - half, hi: estimate + half, n, sd, se, method: 'Student' }
}

/**
 * Difference of two means, whose answers need not spread alike; null when one has fewer than two.
 * @see Welch, B. L. (1947). The generalization of Student's problem. Biometrika 34.
 */
export function meanDifference(first: Mean | null, second: Mean | null, width = z95): Difference | null {
  if (!first || !second) return null
  const value = second.estimate - first.estimate
  const se = Math.hypot(first.se, second.se)
  const n = first.n + second.n
  if (se === 0) return { estimate: value, lo: value, hi: value, n, se, z: 0, p: value === 0 ? 1 : 0, method: 'Welch' }
  const freedom = se ** 4 / (first.se ** 4 / (first.n - 1) + second.se ** 4 / (second.n - 1))
  const half = se * jstat.jStat.studentt.inv(jstat.jStat.normal.cdf(width, 0, 1), freedom)
  const t = value / se
  const p = 2 * jstat.jStat.studentt.cdf(-Math.abs(t), freedom)
  return { estimate: value, lo: value - half, hi: value + half, n, se, z: t, p, method: 'Welch' }
}

/**
 * p-values of several tests, each as it is when one looks at all of them; in their own order.
 * @see Holm, S. (1979). A simple sequentially rejective multiple test procedure. Scandinavian Journal of Statistics 6.
 */
export function holm(ps: readonly number[]): number[] {
  const order = ps.map((p, index) => ({ p, index })).toSorted((a, b) => a.p - b.p)
  const adjusted = Array.from<number>({ length: ps.length })
  let least = 0
  for (const [rank, { p, index }] of order.entries()) {
    least = Math.min(1, Math.max(least, p * (ps.length - rank)))
    adjusted[index] = least
  }
  return adjusted
}
