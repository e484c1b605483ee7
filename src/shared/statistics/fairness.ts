/**
 * How unevenly something is shared out. `unfairness`: √Σ(load − mean)², 0 when all bear as much; `jain`: 1 when all bear as
 * much, 1 ÷ n when one bears everything. Null of nobody, `jain` null where there is nothing to bear.
 * @see Jain, Chiu & Hawe (1984). A quantitative measure of fairness and discrimination. DEC-TR-301.
 */
export function fairness(loads: readonly number[]): { unfairness: number; jain: number | null; n: number } | null {
  if (loads.length === 0) return null
  const sum = loads.reduce((total, load) => total + load, 0)
  const squares = loads.reduce((total, load) => total + load ** 2, 0)
  const unfairness = Math.sqrt(loads.reduce((total, load) => total + (load - sum / loads.length) ** 2, 0))
  return { unfairness, jain: squares === 0 ? null : sum ** 2 / (loads.length * squares), n: loads.length }
}
