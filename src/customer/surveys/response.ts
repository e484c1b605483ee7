import { wilson } from '#shared/interval'

/** One stratum as far as it has come. `framed`: all whom it stands for, asked or not. */
export type Response = { framed: number; sent: number; answered: number; target: number }
export type Judged = {
  rate: { value: number; low: number; high: number } | null
  weight: number | null
  missing: boolean
  beyond: number
}

/**
 * Who answers and who is missing. A stratum is missing when even the upper end of its rate's 95 % interval is below the
 * rate of all; its weight is its share of the frame ÷ its share of the answers.
 * @returns `effective`: (Σw)² ÷ Σw² over the answers. @see Kish, L. (1965). Survey Sampling, 11.7.
 */
export function judge(strata: readonly Response[]): {
  strata: Judged[]
  rate: Judged['rate']
  effective: number | null
} {
  const sum = (of: (stratum: Response) => number) => strata.reduce((total, stratum) => total + of(stratum), 0)
  const [framed, sent, answered] = [sum((s) => s.framed), sum((s) => s.sent), sum((s) => s.answered)]
  const rate = rateOf(answered, sent)
  const judged = strata.map((stratum): Judged => {
    const own = rateOf(stratum.answered, stratum.sent)
    return {
      rate: own,
      weight: stratum.answered === 0 ? null : stratum.framed / framed / (stratum.answered / answered),
      missing: own !== null && rate !== null && own.high < rate.value,
      beyond: Math.max(0, stratum.answered - stratum.target),
    }
  })
  const weights = judged.flatMap(({ weight }, place) =>
    weight === null ? [] : [{ weight, n: strata[place]!.answered }],
  )
  const whole = weights.reduce((total, { weight, n }) => total + weight * n, 0)
  const squares = weights.reduce((total, { weight, n }) => total + weight ** 2 * n, 0)
  return { strata: judged, rate, effective: squares === 0 ? null : whole ** 2 / squares }
}

// An answer may come in while the mail server has not said yes to a reminder: never more answered than sent.
const rateOf = (answered: number, sent: number) => wilson(Math.min(answered, sent), sent)
