import jstat from 'jstat'
import type { Estimate } from './score.ts'

export type Coefficient = Estimate & { se: number }
export type ManyRaters = {
  /** Of two raters of one unit, how often both say the same. */
  agreement: number
  /** Fleiss' κ; of two raters Scott's π. `z`: against no agreement beyond chance, where all units have as many raters. */
  fleiss: Coefficient & { z: number | null }
  ac1: Coefficient
  brennanPrediger: Coefficient
  /** Of each rater's own habits; null where it is not known who rated what. */
  conger: number | null
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)

/**
 * Agreement of any number of raters beyond chance, ratings missing or not.
 * @param ratings a line for each rater, a place for each unit; null: not rated.
 * @param scale every value that could have been given: what nobody gave counts as well.
 * @returns null where no unit has two ratings.
 * @throws {RangeError} for a value beyond the scale.
 */
export function agreementOfMany(
  ratings: readonly (readonly (number | null)[])[],
  scale: readonly number[],
): ManyRaters | null {
  const placeOf = (value: number) => {
    const place = scale.indexOf(value)
    if (place < 0) throw new RangeError(`${value} is not of the scale`)
    return place
  }
  const count = (values: readonly (number | null | undefined)[]) => {
    const counts = scale.map(() => 0)
    for (const value of values) if (value !== null && value !== undefined) counts[placeOf(value)]! += 1
    return counts
  }
  const found = agreementOfCounts((ratings[0] ?? []).map((_, unit) => count(ratings.map((line) => line[unit]))))
  if (!found) return null
  const shares = ratings.map((line) => count(line)).map((counts) => counts.map((n) => n / sum(counts)))
  const expected = sum(
    scale.map((_, k) => {
      const mean = sum(shares.map((share) => share[k]!)) / shares.length
      const variance = sum(shares.map((share) => (share[k]! - mean) ** 2)) / (shares.length - 1)
      return mean ** 2 - variance / shares.length
    }),
  )
  return { ...found, conger: (found.agreement - expected) / (1 - expected) }
}

/**
 * The same, of how many raters gave each value to each unit: a line for each unit, a place for each value of the scale.
 * @param sampled false: these are all the units there are, as in a table of two raters.
 * @see Gwet, K. (2008). Computing inter-rater reliability and its variance in the presence of high agreement. British
 *   Journal of Mathematical and Statistical Psychology 61; Fleiss, Nee & Landis (1979) for z.
 */
export function agreementOfCounts(units: readonly (readonly number[])[], { sampled = true } = {}): ManyRaters | null {
  const rated = units.filter((unit) => sum(unit) > 0)
  const several = rated.filter((unit) => sum(unit) > 1).length
  const q = units[0]?.length ?? 0
  if (several === 0 || q < 2) return null
  const n = rated.length
  const alike = rated.map((unit) => {
    const raters = sum(unit)
    return raters > 1 ? sum(unit.map((given) => given * (given - 1))) / (raters * (raters - 1)) : null
  })
  const agreement = sum(alike.flatMap((share) => share ?? [])) / several
  const shareIn = (unit: readonly number[], k: number) => unit[k]! / sum(unit)
  const shares = Array.from({ length: q }, (_, k) => sum(rated.map((unit) => shareIn(unit, k))) / n)

  /** @param chanceIn what a unit's ratings say of the agreement by chance, whose mean it is. */
  const coefficient = (method: string, expected: number, chanceIn: (unit: readonly number[]) => number) => {
    const estimate = (agreement - expected) / (1 - expected)
    const squares = rated.map((unit, place) => {
      const own = alike[place] === null ? 0 : ((n / several) * (alike[place]! - expected)) / (1 - expected)
      return (own - (2 * (1 - estimate) * (chanceIn(unit) - expected)) / (1 - expected) - estimate) ** 2
    })
    const se = Math.sqrt(sum(squares) / n / (sampled ? n - 1 : n))
    const half = se * jstat.jStat.studentt.inv(0.975, n - 1)
    return { estimate, lo: Math.max(-1, estimate - half), hi: Math.min(1, estimate + half), n, se, method }
  }
  const alikeByChance = sum(shares.map((share) => share ** 2))
  const over = (unit: readonly number[], weigh: (share: number) => number) =>
    sum(shares.map((share, k) => weigh(share) * shareIn(unit, k)))
  const fleiss = coefficient('Fleiss', alikeByChance, (unit) => over(unit, (share) => share))
  return {
    agreement,
    fleiss: { ...fleiss, z: fleissZ(fleiss.estimate, rated, shares) },
    ac1: coefficient('Gwet, AC1', (1 - alikeByChance) / (q - 1), (unit) => over(unit, (share) => 1 - share) / (q - 1)),
    brennanPrediger: coefficient('Brennan & Prediger', 1 / q, () => 1 / q),
    conger: null,
  }
}

function fleissZ(estimate: number, units: readonly (readonly number[])[], shares: readonly number[]): number | null {
  const [raters, ...others] = new Set(units.map(sum))
  if (raters === undefined || others.length > 0) return null
  const spread = sum(shares.map((share) => share * (1 - share)))
  const skew = sum(shares.map((share) => share * (1 - share) * (1 - 2 * share)))
  const se = (Math.sqrt(2 / (units.length * raters * (raters - 1))) * Math.sqrt(spread ** 2 - skew)) / spread
  return estimate / se
}
