import jstat from 'jstat'
import { z95 } from '../interval.ts'
import { dice } from './dice.ts'
import type { Estimate } from './score.ts'

export type Correlation = Estimate & { p: number; spearman: number; kendall: number; permutationP: number }

/** What an association of pairs is; never what causes what. Null with fewer than four pairs, or when one side does not vary. */
export function correlation(x: readonly number[], y: readonly number[]): Correlation | null {
  const n = x.length
  const r = pearson(x, y)
  if (n < 4 || r === null) return null
  const t = r * Math.sqrt((n - 2) / (1 - r * r))
  const [centre, half] = [Math.atanh(r), z95 / Math.sqrt(n - 3)]
  return {
    estimate: r,
    lo: Math.tanh(centre - half),
    hi: Math.tanh(centre + half),
    n,
    p: Math.abs(r) === 1 ? 0 : 2 * jstat.jStat.studentt.cdf(-Math.abs(t), n - 2),
    spearman: pearson(ranks(x), ranks(y)) ?? Number.NaN,
    kendall: kendall(x, y),
    permutationP: permutationP(x, y, r),
    method: 'Pearson, Fisher interval',
  }
}

export function pearson(x: readonly number[], y: readonly number[]): number | null {
  const [mx, my] = [average(x), average(y)]
  let [xy, xx, yy] = [0, 0, 0]
  for (const [index, value] of x.entries()) {
    const [dx, dy] = [value - mx, y[index]! - my]
    xy += dx * dy
    xx += dx * dx
    yy += dy * dy
  }
  return xx === 0 || yy === 0 ? null : xy / Math.sqrt(xx * yy)
}

const average = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

/** Equal values share the mean of their ranks. */
export function ranks(values: readonly number[]): number[] {
  const order = values.map((value, index) => ({ value, index })).toSorted((a, b) => a.value - b.value)
  const found = Array.from<number>({ length: values.length })
  for (let from = 0, to = 0; from < order.length; from = to) {
    while (to < order.length && order[to]!.value === order[from]!.value) to += 1
    for (let n = from; n < to; n += 1) found[order[n]!.index] = (from + to + 1) / 2
  }
  return found
}

/** Kendall's τ-b. */
function kendall(x: readonly number[], y: readonly number[]): number {
  let [balance, variesX, variesY] = [0, 0, 0]
  for (let i = 0; i < x.length; i += 1)
    for (let j = 0; j < i; j += 1) {
      const [sx, sy] = [Math.sign(x[i]! - x[j]!), Math.sign(y[i]! - y[j]!)]
      balance += sx * sy
      variesX += sx * sx
      variesY += sy * sy
    }
  return balance / Math.sqrt(variesX * variesY)
}

const permutations = 4999

/** How often chance alone gives so much: the pairs are shuffled, by the same dice each time. */
function permutationP(x: readonly number[], y: readonly number[], r: number): number {
  const shuffled = [...y]
  const upTo = dice()
  let asMuch = 0
  for (let round = 0; round < permutations; round += 1) {
    for (let n = shuffled.length - 1; n > 0; n -= 1) {
      const other = upTo(n + 1)
      ;[shuffled[n], shuffled[other]] = [shuffled[other]!, shuffled[n]!]
    }
    if (Math.abs(pearson(x, shuffled)!) >= Math.abs(r) - 1e-12) asMuch += 1
  }
  return (asMuch + 1) / (permutations + 1)
}
