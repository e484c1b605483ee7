import { z } from 'zod'
import { alpha, crossed, icc, kappa, levels, weightings } from '#shared/statistics/agreement'
import { correlation } from '#shared/statistics/correlation'
import { driversOf, relativeWeights, shapley } from '#shared/statistics/drivers'
import { fairness } from '#shared/statistics/fairness'
import { agreementOfMany } from '#shared/statistics/raters'
import { bgBbAlive, bgNbd, gammaGamma, paretoNbd } from '#shared/statistics/repeat-buying'
import { csat, csatDifference, mean, nps, npsDifference } from '#shared/statistics/score'

const count = z.number().int().nonnegative()
const Recommendation = z.object({ detractors: count, passives: count, promoters: count })
const Proportion = z
  .object({ satisfied: count, n: count })
  .refine(({ satisfied, n }) => satisfied <= n, { message: 'satisfied is at most n' })
const values = z.array(z.number()).max(1_000_000)
const sameLength = ({ x, y }: { x: number[]; y: number[] }) => x.length === y.length
/** Columns, one for each dimension, or by its name; or rows, one for each answer. */
const Dimensions = z.union([z.record(z.string(), values), z.array(values).min(1)])
const drivers = { y: values, x: Dimensions }
const positive = z.number().positive()
/** What is to be expected is divided by it, less one. */
const notOne = positive.refine((value) => value !== 1, { message: 'may not be exactly 1' })
/** Purchases after the first, when the last was, how long the customer is known, and how far to look; one unit of time. */
const bought = {
  x: count,
  recency: z.number().nonnegative(),
  age: z.number().nonnegative(),
  horizon: z.number().nonnegative(),
}

/** What a statistic is calculated from. */
export const StatisticsInput = z.union([
  Recommendation.extend({ measure: z.literal('nps') }),
  Proportion.safeExtend({ measure: z.literal('csat') }),
  z.object({ measure: z.enum(['ces', 'mean']), values }),
  z.object({ measure: z.literal('difference'), first: Recommendation, second: Recommendation }),
  z.object({ measure: z.literal('difference'), first: Proportion, second: Proportion }),
  z
    .object({ measure: z.literal('correlation'), x: values, y: values })
    .refine(sameLength, { message: 'x and y are as long as each other' }),
  z.object({ measure: z.enum(['relative-weights', 'shapley']), ...drivers }),
  z.object({
    measure: z.literal('kappa'),
    table: z.array(z.array(count)).min(2),
    weights: z.enum(weightings).optional(),
  }),
  z.object({
    measure: z.literal('kappa'),
    first: values,
    second: values,
    /** Every value that could have been given, in order. */
    scale: values,
    weights: z.enum(weightings).optional(),
  }),
  z.object({
    measure: z.literal('alpha'),
    ratings: z.array(z.array(z.number().nullable())).min(2),
    level: z.enum(levels).default('nominal'),
  }),
  z.object({
    measure: z.literal('agreement'),
    ratings: z.array(z.array(z.number().nullable())).min(2),
    /** Every value that could have been given. */
    scale: values.min(2),
  }),
  z.object({ measure: z.literal('fairness'), loads: values }),
  z.object({
    measure: z.literal('bg-nbd'),
    model: z.object({ r: positive, alpha: positive, a: notOne, b: positive }),
    ...bought,
  }),
  z.object({
    measure: z.literal('pareto-nbd'),
    model: z.object({ r: positive, alpha: positive, s: notOne, beta: positive }),
    ...bought,
  }),
  z
    .object({
      measure: z.literal('bg-bb'),
      model: z.object({ alpha: positive, beta: positive, gamma: positive, delta: positive }),
      x: count,
      last: count,
      occasions: count.max(10_000),
    })
    .refine(({ x, last, occasions }) => x <= last && last <= occasions, { message: 'x ≤ last ≤ occasions' }),
  z.object({
    measure: z.literal('gamma-gamma'),
    model: z.object({ p: positive, q: positive, v: positive }),
    x: count,
    mean: z.number().nonnegative(),
  }),
  z.object({ measure: z.literal('icc'), ratings: z.array(z.array(z.number()).min(2)).min(2) }),
])
type Input = z.output<typeof StatisticsInput>

/** @returns null where there is nothing to say: no answer, too few, or none that varies. */
export function calculateStatistic(input: Input): unknown {
  switch (input.measure) {
    case 'nps':
      return nps(input)
    case 'csat':
      return csat(input)
    case 'ces':
    case 'mean':
      return mean(input.values)
    case 'difference':
      return differenceOf(input)
    case 'correlation':
      return correlation(input.x, input.y)
    case 'relative-weights':
      return weighed(input, relativeWeights)
    case 'shapley':
      return weighed(input, shapley)
    case 'kappa':
      return kappa('table' in input ? input.table : crossed(input.first, input.second, input.scale), input.weights)
    case 'alpha':
      return alpha(input.ratings, input.level)
    case 'agreement':
      return agreementOfMany(input.ratings, input.scale)
    case 'fairness':
      return fairness(input.loads)
    case 'bg-nbd':
      return { alive: bgNbd.alive(input.model, input), expected: bgNbd.expected(input.model, input, input.horizon) }
    case 'pareto-nbd':
      return {
        alive: paretoNbd.alive(input.model, input),
        expected: paretoNbd.expected(input.model, input, input.horizon),
      }
    case 'bg-bb':
      return { alive: bgBbAlive(input.model, input) }
    case 'gamma-gamma':
      return { value: gammaGamma(input.model, input.x, input.mean) }
  }
  return icc(input.ratings)
}

function differenceOf({ first, second }: Extract<Input, { measure: 'difference' }>) {
  if ('promoters' in first && 'promoters' in second) return npsDifference(first, second)
  if ('satisfied' in first && 'satisfied' in second) return csatDifference(first, second)
  return null
}

function weighed({ y, x }: { y: number[]; x: z.output<typeof Dimensions> }, weigh: typeof shapley) {
  const isRows = Array.isArray(x) && x.length === y.length && x[0]!.length !== y.length
  const columns = isRows ? x[0]!.map((_, j) => x.map((row) => row[j]!)) : Object.values(x)
  if (columns.some((column) => column.length !== y.length || column.includes(undefined as never)))
    throw new RangeError('Every dimension is as long as y.')
  const found = driversOf(y, columns, weigh)
  return found && { ...found, ...(!Array.isArray(x) && { names: Object.keys(x) }) }
}
