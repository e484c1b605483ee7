import { EigenvalueDecomposition, Matrix, solve } from 'ml-matrix'
import { pearson } from './correlation.ts'
import { dice } from './dice.ts'

/** What each of some dimensions adds to what is explained of a result; `r2` in all. */
export type Drivers = { weights: number[]; shares: number[]; r2: number; method: string }
type Weigh = (correlations: Correlations) => Drivers
type Side = { lo: number; hi: number }
/** Correlations among the dimensions, and of each with the result. */
export type Correlations = { among: number[][]; withResult: number[] }

/** Fewer answers say nothing of what drives what. */
export const fewestAnswers = 30
/** Every order of more dimensions takes too long. */
const mostDimensions = 15

/** @param x the dimensions, a column each. Null when one of them, or the result, does not vary. */
export function correlationsOf(y: readonly number[], x: readonly (readonly number[])[]): Correlations | null {
  const among = x.map((a) => x.map((b) => pearson(a, b)))
  const withResult = x.map((column) => pearson(column, y))
  if ([...among.flat(), ...withResult].includes(null)) return null
  return { among: among as number[][], withResult: withResult as number[] }
}

const redraws = 999

/**
 * The drivers of a result, each share with the 95 % interval of what other answers of the same people could have said.
 * @param x the dimensions, a column each.
 * @returns null of fewer than 30 answers, or when something does not vary.
 * @see Efron, B. (1979). Bootstrap methods: another look at the jackknife. The Annals of Statistics 7.
 */
export function driversOf(
  y: readonly number[],
  x: readonly (readonly number[])[],
  weigh: Weigh,
): (Drivers & { intervals: Side[]; n: number }) | null {
  const n = y.length
  const correlations = n < fewestAnswers ? null : correlationsOf(y, x)
  if (!correlations) return null
  const upTo = dice()
  const shares: number[][] = []
  for (let draw = 0; draw < redraws; draw += 1) {
    const drawn = Array.from({ length: n }, () => upTo(n))
    const again = correlationsOf(
      drawn.map((index) => y[index]!),
      x.map((column) => drawn.map((index) => column[index]!)),
    )
    // A draw in which something does not vary says nothing.
    if (again) shares.push(weigh(again).shares)
  }
  const intervals = x.map((_, j): Side => {
    const sorted = shares.map((share) => share[j]!).toSorted((a, b) => a - b)
    const at = (part: number) => sorted[Math.round(part * (sorted.length - 1))]!
    return { lo: at(0.025), hi: at(0.975) }
  })
  return { ...weigh(correlations), intervals, n }
}

const drivers = (weights: number[], method: string): Drivers => {
  const r2 = weights.reduce((sum, weight) => sum + weight, 0)
  return { weights, shares: weights.map((weight) => weight / r2), r2, method }
}

/**
 * Relative weights: the dimensions are told apart by the closest ones that do not overlap.
 * @see Johnson, J. W. (2000). A heuristic method for estimating the relative weight of predictor variables. Multivariate Behavioral Research 35.
 */
export function relativeWeights({ among, withResult }: Correlations): Drivers {
  const { eigenvectorMatrix: vectors, realEigenvalues: values } = new EigenvalueDecomposition(new Matrix(among), {
    assumeSymmetric: true,
  })
  const roots = Matrix.diag(values.map((value) => Math.sqrt(Math.max(0, value))))
  const loadings = vectors.mmul(roots).mmul(vectors.transpose())
  const slopes = solve(loadings, Matrix.columnVector(withResult)).getColumn(0)
  const weights = withResult.map((_, j) =>
    slopes.reduce((sum, slope, k) => sum + loadings.get(j, k) ** 2 * slope ** 2, 0),
  )
  return drivers(weights, 'Johnson relative weights')
}

/**
 * What each adds to R² in the mean over every order in which they could be taken in.
 * @see Lindeman, Merenda & Gold (1980). Introduction to bivariate and multivariate analysis; Shapley (1953).
 * @throws {RangeError} with more than 15 dimensions.
 */
export function shapley({ among, withResult }: Correlations): Drivers {
  const count = withResult.length
  if (count > mostDimensions) throw new RangeError(`${count} dimensions: ${mostDimensions} at most`)
  const explained = Array.from({ length: 2 ** count }, (_, set) =>
    explainedBy(membersOf(set, count), among, withResult),
  )
  const factorial = [1]
  for (let n = 1; n <= count; n += 1) factorial[n] = factorial[n - 1]! * n
  const weights = withResult.map((_, j) =>
    explained.reduce((sum, r2, set) => {
      if (set & (1 << j)) return sum
      const before = membersOf(set, count).length
      const share = (factorial[before]! * factorial[count - before - 1]!) / factorial[count]!
      return sum + share * (explained[set | (1 << j)]! - r2)
    }, 0),
  )
  return drivers(weights, 'Shapley (LMG)')
}

const membersOf = (set: number, count: number) =>
  Array.from({ length: count }, (_, j) => j).filter((j) => set & (1 << j))

function explainedBy(members: number[], among: number[][], withResult: number[]): number {
  if (members.length === 0) return 0
  const right = members.map((j) => withResult[j]!)
  const slopes = solve(new Matrix(members.map((i) => members.map((j) => among[i]![j]!))), Matrix.columnVector(right))
  return right.reduce((sum, r, n) => sum + r * slopes.get(n, 0), 0)
}
