import { expect, test } from 'vitest'
import { type ClusteredPair, clusteredCorrelation } from './clusters.ts'
import { correlation } from './correlation.ts'
import { dice } from './dice.ts'

const upTo = dice(42)
/** Nearly normal: the sum of twelve even draws. */
const normal = () => Array.from({ length: 12 }, () => upTo(1_000_000) / 1_000_000).reduce((sum, x) => sum + x, -6)
const alone = (n: number, slope: number): ClusteredPair[] =>
  Array.from({ length: n }, (_, place) => {
    const x = normal()
    return { cluster: String(place), x, y: slope * x + normal() }
  })

test('of clusters of one, the interval is about Fisher’s', () => {
  const pairs = alone(120, 0.6)
  const fisher = correlation(
    pairs.map(({ x }) => x),
    pairs.map(({ y }) => y),
  )!
  const drawn = clusteredCorrelation(pairs, { ranked: false })!
  expect(drawn.r).toBeCloseTo(fisher.estimate, 12)
  expect(Math.abs(drawn.lo - fisher.lo)).toBeLessThan(0.06)
  expect(Math.abs(drawn.hi - fisher.hi)).toBeLessThan(0.06)
})

test('saying the same three times proves nothing more', () => {
  const pairs = alone(25, 0.4)
  const [once, thrice] = [pairs, [...pairs, ...pairs, ...pairs]].map((some) =>
    clusteredCorrelation(some, { ranked: false }),
  )
  expect(thrice!.hi - thrice!.lo).toBeCloseTo(once!.hi - once!.lo, 6)
  expect([thrice!.pairs, thrice!.clusters]).toEqual([75, 25])
})

test('a link that is there is found, of one that is not chance is seldom taken for it', () => {
  const found = (slope: number) =>
    Array.from({ length: 100 }, () => clusteredCorrelation(alone(30, slope), { ranked: true })!.p).filter(
      (p) => p < 0.05,
    ).length
  expect(found(1)).toBeGreaterThan(95)
  expect(found(0)).toBeLessThan(13)
})

test('nothing is said of too few clusters, or of what does not vary', () => {
  expect(clusteredCorrelation(alone(3, 1), { ranked: true })).toBeNull()
  expect(
    clusteredCorrelation(
      alone(20, 1).map((pair) => ({ ...pair, y: 5 })),
      { ranked: false },
    ),
  ).toBeNull()
})
