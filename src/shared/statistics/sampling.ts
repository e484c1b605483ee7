import { z95 } from '../interval.ts'

/** Of a normal deviate that is exceeded one time in five: power 80 %. */
export const zPower80 = 0.8416212335729143

/** Shares of who would and who would not recommend. Thirds: what one expects of whom one has not asked yet. */
type Shares = { promoters: number; detractors: number }
const thirds: Shares = { promoters: 1 / 3, detractors: 1 / 3 }
const varianceOf = ({ promoters, detractors }: Shares) => promoters + detractors - (promoters - detractors) ** 2

/** Half the width of a net recommendation's 95 % interval, in points, of so many answers. */
export const npsMargin = (answers: number, shares: Shares = thirds): number =>
  100 * z95 * Math.sqrt(varianceOf(shares) / answers)

/** The smallest difference of two periods of so many answers each that its own interval would tell from none, in points. */
export const smallestNpsMove = (answers: number, shares: Shares = thirds): number =>
  Math.SQRT2 * npsMargin(answers, shares)

/** The difference that would be told from none four times in five, in points. */
export const likelyNpsMove = (answers: number, shares: Shares = thirds): number =>
  (smallestNpsMove(answers, shares) * (z95 + zPower80)) / z95

/**
 * Half the width of a share's 95 % interval when a known population is drawn from without putting back.
 * @param share what is expected; a half is the widest.
 * @see Cochran, W. G. (1977). Sampling Techniques, 2.6.
 */
export const shareMargin = (answers: number, population: number, share = 0.5): number =>
  z95 * Math.sqrt((share * (1 - share) * (population - answers)) / (answers * (population - 1)))

/** How many have to be looked at to see a defect of that frequency at least once, 95 times in 100. */
export const toSeeOnce = (frequency: number): number => Math.ceil(Math.log(0.05) / Math.log(1 - frequency))

export type Stratum = { size: number; spread?: number; cost?: number }
/**
 * How many to draw of each stratum: in proportion to its size, or where spreads are given to size × spread ÷ √cost, which
 * makes the mean of all as sure as the same effort can. Largest remainders; nobody of an empty stratum, at least one of others.
 * @see Neyman, J. (1934). On the two different aspects of the representative method. JRSS 97.
 */
export function allocate(strata: readonly Stratum[], total: number): number[] {
  const weights = strata.map(({ size, spread = 1, cost = 1 }) => (size * spread) / Math.sqrt(cost))
  const whole = weights.reduce((sum, weight) => sum + weight, 0)
  if (whole === 0) return strata.map(() => 0)
  const exact = weights.map((weight) => (total * weight) / whole)
  const given = exact.map((share, place) => (strata[place]!.size > 0 ? Math.max(1, Math.floor(share)) : 0))
  const byRemainder = exact
    .map((share, place) => ({ place, remainder: share - Math.floor(share) }))
    .toSorted((a, b) => b.remainder - a.remainder)
  for (const { place } of byRemainder) {
    if (given.reduce((sum, one) => sum + one, 0) >= total) break
    if (strata[place]!.size > 0) given[place]! += 1
  }
  return given.map((one, place) => Math.min(one, strata[place]!.size))
}

/** The mean of all from the means of strata, and its standard error; each stratum drawn from without putting back. */
export function stratifiedMean(strata: readonly { size: number; drawn: number; mean: number; sd: number }[]): {
  estimate: number
  se: number
} {
  const whole = strata.reduce((sum, { size }) => sum + size, 0)
  const variance = strata.reduce(
    (sum, { size, drawn, sd }) => sum + ((size / whole) ** 2 * (1 - drawn / size) * sd ** 2) / drawn,
    0,
  )
  return { estimate: strata.reduce((sum, { size, mean }) => sum + (size / whole) * mean, 0), se: Math.sqrt(variance) }
}

/** Share of the differences between sites' means that is no chance, from the two standard deviations and the answers of each. */
export const reliability = (between: number, within: number, answers: number): number =>
  between ** 2 / (between ** 2 + within ** 2 / answers)

/** A site's mean drawn to the network's by as much as it is unreliable; beside it, never in its place. */
export const shrunken = (site: number, network: number, reliable: number): number =>
  reliable * site + (1 - reliable) * network

/** With how many pairs a correlation is found four times in five, by Fisher's approximation; null of next to none and of 1. */
export const pairsFor = (r: number): number | null =>
  Math.abs(r) < 0.02 || Math.abs(r) > 0.999 ? null : Math.ceil(((z95 + zPower80) / Math.atanh(Math.abs(r))) ** 2 + 3)
