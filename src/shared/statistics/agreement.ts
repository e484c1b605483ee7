import { z95 } from '../interval.ts'
import type { Estimate } from './score.ts'

export const weightings = ['none', 'linear', 'quadratic'] as const
export type Weighting = (typeof weightings)[number]
export type Kappa = Estimate & {
  ase: number
  /** Standard error were there no agreement beyond chance, and the z of it. */
  nullAse: number
  z: number
  agreement: number
  ac1: number
  /** Bangdiwala's: the squares of agreement in the rectangles of the margins. */
  bangdiwala: number
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)

/** How often each value of the first met each of the second, on a declared scale. @throws {RangeError} for a value beyond it. */
export function crossed(first: readonly number[], second: readonly number[], scale: readonly number[]): number[][] {
  const table = scale.map(() => scale.map(() => 0))
  for (const [n, value] of first.entries()) {
    const [i, j] = [scale.indexOf(value), scale.indexOf(second[n]!)]
    if (i < 0 || j < 0) throw new RangeError(`${value}, ${second[n]} are not both of the scale`)
    table[i]![j]! += 1
  }
  return table
}

/**
 * Agreement of two raters beyond chance. The plain agreement and AC1 are told beside it: with one rare value κ is low
 * however well they agree.
 * @see Cohen (1960); Fleiss, Cohen & Everitt (1969) for the standard error; Gwet (2008) for AC1.
 */
export function kappa(table: readonly (readonly number[])[], weighting: Weighting = 'none'): Kappa {
  const k = table.length
  const n = sum(table.flat())
  const p = table.map((row) => row.map((count) => count / n))
  const rows = p.map(sum)
  const columns = p.map((_, j) => sum(p.map((row) => row[j]!)))
  const weight = (i: number, j: number) => {
    if (weighting === 'none') return i === j ? 1 : 0
    const apart = Math.abs(i - j) / (k - 1)
    return 1 - (weighting === 'linear' ? apart : apart ** 2)
  }
  const cells = p.flatMap((row, i) => row.map((share, j) => ({ i, j, share, w: weight(i, j) })))
  const observed = sum(cells.map(({ share, w }) => share * w))
  const expected = sum(cells.map(({ i, j, w }) => rows[i]! * columns[j]! * w))
  const estimate = (observed - expected) / (1 - expected)
  const rowWeight = rows.map((_, i) => sum(columns.map((share, j) => share * weight(i, j))))
  const columnWeight = columns.map((_, j) => sum(rows.map((share, i) => share * weight(i, j))))
  const spread = sum(
    cells.map(({ i, j, share, w }) => share * (w - (rowWeight[i]! + columnWeight[j]!) * (1 - estimate)) ** 2),
  )
  const ase = Math.sqrt(spread - (estimate - expected * (1 - estimate)) ** 2) / ((1 - expected) * Math.sqrt(n))
  const nullSpread = sum(
    cells.map(({ i, j, w }) => rows[i]! * columns[j]! * (w - (rowWeight[i]! + columnWeight[j]!)) ** 2),
  )
  const nullAse = Math.sqrt(nullSpread - expected ** 2) / ((1 - expected) * Math.sqrt(n))
  const agreement = sum(p.map((row, i) => row[i]!))
  const chance = sum(rows.map((share, i) => (share + columns[i]!) / 2).map((share) => share * (1 - share))) / (k - 1)
  return {
    estimate,
    lo: estimate - z95 * ase,
    hi: estimate + z95 * ase,
    n,
    ase,
    nullAse,
    z: estimate / nullAse,
    agreement,
    ac1: (agreement - chance) / (1 - chance),
    bangdiwala: sum(p.map((row, i) => row[i]! ** 2)) / sum(rows.map((share, i) => share * columns[i]!)),
    method: weighting === 'none' ? 'Cohen' : `Cohen, ${weighting} weights`,
  }
}

export const levels = ['nominal', 'ordinal', 'interval', 'ratio'] as const
export type Level = (typeof levels)[number]

/**
 * Agreement of any number of raters, ratings missing or not.
 * @param ratings a line for each rater, a place for each unit; null: not rated.
 * @returns null when no unit has two ratings, or all ratings are one.
 * @see Krippendorff, K. (2011). Computing Krippendorff's alpha-reliability.
 */
export function alpha(
  ratings: readonly (readonly (number | null)[])[],
  level: Level,
): { estimate: number; n: number; method: string } | null {
  const units = (ratings[0] ?? []).map((_, u) => ratings.flatMap((line) => line[u] ?? []))
  const paired = units.filter((unit) => unit.length > 1)
  const values = [...new Set(paired.flat())].toSorted((a, b) => a - b)
  const together = values.map(() => values.map(() => 0))
  for (const unit of paired)
    for (const [a, one] of unit.entries())
      for (const [b, other] of unit.entries())
        if (a !== b) together[values.indexOf(one)]![values.indexOf(other)]! += 1 / (unit.length - 1)
  const counts = together.map(sum)
  const n = sum(counts)
  const apart = (i: number, j: number): number => {
    const [a, b] = [values[i]!, values[j]!]
    if (i === j) return 0
    if (level === 'nominal') return 1
    if (level === 'interval') return (a - b) ** 2
    if (level === 'ratio') return ((a - b) / (a + b)) ** 2
    const [low, high] = [Math.min(i, j), Math.max(i, j)]
    return (sum(counts.slice(low, high + 1)) - (counts[i]! + counts[j]!) / 2) ** 2
  }
  const cells = values.flatMap((_, i) => values.map((__, j) => [i, j] as const))
  const observed = sum(cells.map(([i, j]) => together[i]![j]! * apart(i, j)))
  const expected = sum(cells.map(([i, j]) => counts[i]! * counts[j]! * apart(i, j)))
  if (n === 0 || expected === 0) return null
  return { estimate: 1 - ((n - 1) * observed) / expected, n: paired.length, method: `Krippendorff, ${level}` }
}

/**
 * Intraclass correlations: (1,1), (A,1), (C,1) and those of the mean of the k raters. Consistency (C) clearly above
 * agreement (A): some raters are more severe.
 * @param ratings a line for each target, a place for each rater, none missing.
 * @see McGraw & Wong (1996). Forming inferences about some intraclass correlation coefficients. Psychological Methods 1.
 */
export function icc(ratings: readonly (readonly number[])[]) {
  const [n, k] = [ratings.length, ratings[0]?.length ?? 0]
  const mean = sum(ratings.flat()) / (n * k)
  const square = (values: number[]) => sum(values.map((value) => (value - mean) ** 2))
  const between = k * square(ratings.map((row) => sum(row) / k))
  const raters = n * square(ratings[0]!.map((_, j) => sum(ratings.map((row) => row[j]!)) / n))
  const total = square(ratings.flat())
  const [msB, msJ] = [between / (n - 1), raters / (k - 1)]
  const msW = (total - between) / (n * (k - 1))
  const msE = (total - between - raters) / ((n - 1) * (k - 1))
  return {
    single: (msB - msW) / (msB + (k - 1) * msW),
    agreement: (msB - msE) / (msB + (k - 1) * msE + (k * (msJ - msE)) / n),
    consistency: (msB - msE) / (msB + (k - 1) * msE),
    ofMean: {
      single: (msB - msW) / msB,
      agreement: (msB - msE) / (msB + (msJ - msE) / n),
      consistency: (msB - msE) / msB,
    },
    meanSquares: { between: msB, within: msW, raters: msJ, residual: msE },
    n,
    raters: k,
    method: 'McGraw & Wong',
  }
}
