import { dice } from './dice.ts'
import { pearson, ranks } from './correlation.ts'

/** Two figures of the same thing, such as a site in one wave. */
export type ClusteredPair = { cluster: string; x: number; y: number }
export type ClusteredCorrelation = { r: number; lo: number; hi: number; p: number; pairs: number; clusters: number }

const rounds = 1999

/**
 * An association of pairs of which several are of one cluster, and say partly the same: whole clusters are drawn again and
 * again, so that ten waves of one site count as one site.
 * @param ranked Spearman's instead of Pearson's.
 * @returns 95 % percentile interval, and twice the share of draws on the other side of zero; null with fewer than four
 *   clusters, or when one side does not vary.
 * @see Cameron, Gelbach & Miller (2008). Bootstrap-based improvements for inference with clustered errors. Review of
 *   Economics and Statistics 90.
 */
export function clusteredCorrelation(
  pairs: readonly ClusteredPair[],
  { ranked }: { ranked: boolean },
): ClusteredCorrelation | null {
  const clusters = [...Map.groupBy(pairs, ({ cluster }) => cluster).values()]
  const measure = (some: readonly ClusteredPair[]) => {
    const [x, y] = [some.map((pair) => pair.x), some.map((pair) => pair.y)]
    return ranked ? pearson(ranks(x), ranks(y)) : pearson(x, y)
  }
  const r = measure(pairs)
  if (r === null || clusters.length < 4) return null
  const upTo = dice()
  const drawn: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    const again = measure(clusters.flatMap(() => clusters[upTo(clusters.length)]!))
    if (again !== null) drawn.push(again)
  }
  drawn.sort((a, b) => a - b)
  const below = drawn.filter((value) => value <= 0).length
  const beyond = Math.min(below, drawn.length - below)
  const at = (share: number) => drawn[Math.min(drawn.length - 1, Math.floor(share * drawn.length))]!
  return {
    r,
    lo: at(0.025),
    hi: at(0.975),
    p: Math.min(1, (2 * (beyond + 1)) / (drawn.length + 1)),
    pairs: pairs.length,
    clusters: clusters.length,
  }
}
