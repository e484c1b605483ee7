import jstat from 'jstat'
import { hypergeometric } from './hypergeometric.ts'

const lnGamma = (value: number) => jstat.jStat.gammaln(value)
const lnBeta = (a: number, b: number) => lnGamma(a) + lnGamma(b) - lnGamma(a + b)
const { exp, expm1, log, log1p } = Math

/** A customer's purchases after the first: how many, when the last one was, how long they have been known; one unit of time. */
export type Purchases = { x: number; recency: number; age: number }
export type BgNbd = { r: number; alpha: number; a: number; b: number }
export type ParetoNbd = { r: number; alpha: number; s: number; beta: number }

/**
 * Customers who buy at their own pace and may leave after any purchase.
 * @see Fader, Hardie & Lee (2005). "Counting your customers" the easy way. Marketing Science 24.
 */
export const bgNbd = {
  /** Probability that they are still customers: 1 of whoever has not bought again. */
  alive({ r, alpha, a, b }: BgNbd, { x, recency, age }: Purchases): number {
    return x === 0 ? 1 : logistic(log((b + x - 1) / a) - (r + x) * log((alpha + age) / (alpha + recency)))
  },

  /** Purchases to expect of them within the next `t`. */
  expected(model: BgNbd, purchases: Purchases, t: number): number {
    const { r, alpha, a, b } = model
    const { x, age } = purchases
    const reached = alpha + age + t
    const still = exp((r + x) * log((alpha + age) / reached))
    const gone = 1 - still * hypergeometric(r + x, b + x, a + b + x - 1, t / reached)
    return ((a + b + x - 1) / (a - 1)) * gone * bgNbd.alive(model, purchases)
  },

  /** Purchases to expect of anybody new within `t`. */
  expectedOfNew({ r, alpha, a, b }: BgNbd, t: number): number {
    const still = exp(r * log(alpha / (alpha + t))) * hypergeometric(r, b, a + b - 1, t / (alpha + t))
    return ((a + b - 1) / (a - 1)) * (1 - still)
  },

  /** Probability that somebody new buys `n` times within `t`. */
  probability({ r, alpha, a, b }: BgNbd, n: number, t: number): number {
    const counted = (j: number) =>
      exp(lnGamma(r + j) - lnGamma(r) - lnGamma(j + 1) + r * log(alpha / (alpha + t)) + j * log(t / (alpha + t)))
    const stayed = exp(lnBeta(a, b + n) - lnBeta(a, b)) * counted(n)
    if (n === 0) return stayed
    const fewer = Array.from({ length: n }, (_, j) => counted(j)).reduce((sum, p) => sum + p, 0)
    return stayed + exp(lnBeta(a + 1, b + n - 1) - lnBeta(a, b)) * (1 - fewer)
  },

  logLikelihood({ r, alpha, a, b }: BgNbd, { x, recency, age }: Purchases): number {
    const known = lnGamma(r + x) - lnGamma(r) + r * log(alpha) + lnBeta(a, b + x) - lnBeta(a, b)
    const stayed = -(r + x) * log(alpha + age)
    if (x === 0) return known + stayed
    return known + addLogs(stayed, log(a / (b + x - 1)) - (r + x) * log(alpha + recency))
  },
}

/**
 * Customers who buy at their own pace and may leave at any moment.
 * @see Schmittlein, Morrison & Colombo (1987); Fader & Hardie (2005). A note on deriving the Pareto/NBD model.
 */
export const paretoNbd = {
  alive(model: ParetoNbd, purchases: Purchases): number {
    const { r, alpha, s, beta } = model
    const { x, age } = purchases
    const left = log(s / (r + s + x)) + (r + x) * log(alpha + age) + s * log(beta + age) + logA0(model, purchases)
    return logistic(-left)
  },

  /** Purchases to expect of them within the next `t`. */
  expected(model: ParetoNbd, purchases: Purchases, t: number): number {
    const { r, alpha, s, beta } = model
    const { x, age } = purchases
    const stays = -expm1((s - 1) * log((beta + age) / (beta + age + t)))
    return (((r + x) * (beta + age)) / ((alpha + age) * (s - 1))) * stays * paretoNbd.alive(model, purchases)
  },

  /** Purchases to expect of anybody new within `t`. */
  expectedOfNew: ({ r, alpha, s, beta }: ParetoNbd, t: number): number =>
    ((r * beta) / (alpha * (s - 1))) * -expm1((s - 1) * log(beta / (beta + t))),
}

/** In logarithms: with many purchases each of its two terms is too small for a number. −∞ when the last purchase is now. */
function logA0({ r, alpha, s, beta }: ParetoNbd, { x, recency, age }: Purchases): number {
  const [most, other] = [Math.max(alpha, beta), Math.abs(alpha - beta)]
  const power = r + s + x
  const second = alpha >= beta ? s + 1 : r + x
  const term = (time: number) =>
    log(hypergeometric(power, second, power + 1, other / (most + time))) - power * log(most + time)
  const [first, last] = [term(recency), term(age)]
  return last >= first ? Number.NEGATIVE_INFINITY : first + log1p(-exp(last - first))
}

export type GammaGamma = { p: number; q: number; v: number }
/**
 * What a purchase of theirs is worth on average, drawn towards everybody's mean the less they have bought.
 * @see Fader & Hardie (2013). The Gamma-Gamma model of monetary value.
 */
export const gammaGamma = ({ p, q, v }: GammaGamma, x: number, mean: number): number =>
  (p * (v + x * mean)) / (p * x + q - 1)

export type BgBb = { alpha: number; beta: number; gamma: number; delta: number }
/**
 * Occasions instead of time, such as a yearly visit: probability that they are still customers at the next.
 * @param last the occasion of the last purchase, 0 of none.
 * @see Fader, Hardie & Shang (2010). Customer-base analysis in a discrete-time noncontractual setting. Marketing Science 29.
 */
export function bgBbAlive(
  { alpha, beta, gamma, delta }: BgBb,
  { x, last, occasions: n }: { x: number; last: number; occasions: number },
): number {
  const bought = (among: number) => lnBeta(alpha + x, beta + among - x) - lnBeta(alpha, beta)
  const left = (at: number) => exp(bought(at) + lnBeta(gamma + 1, delta + at) - lnBeta(gamma, delta))
  const stayed = (until: number) => exp(bought(n) + lnBeta(gamma, delta + until) - lnBeta(gamma, delta))
  const gone = Array.from({ length: n - last }, (_, i) => left(last + i)).reduce((sum, p) => sum + p, 0)
  return stayed(n + 1) / (stayed(n) + gone)
}

const logistic = (value: number) => (value >= 0 ? 1 / (1 + exp(-value)) : exp(value) / (1 + exp(value)))
function addLogs(a: number, b: number): number {
  const most = Math.max(a, b)
  return most + log1p(exp(Math.min(a, b) - most))
}
