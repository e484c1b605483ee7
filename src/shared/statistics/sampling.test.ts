import { expect, test } from 'vitest'
import {
  allocate,
  likelyNpsMove,
  npsMargin,
  pairsFor,
  reliability,
  shareMargin,
  shrunken,
  smallestNpsMove,
  stratifiedMean,
  toSeeOnce,
} from './sampling.ts'

const usual = { detractors: 0.2, promoters: 0.5 }
const worst = { detractors: 0.5, promoters: 0.5 }
test.each([
  [50, 21.6, 22.6, 27.7, 32.0, 45.7],
  [100, 15.3, 16.0, 19.6, 22.6, 32.3],
  [200, 10.8, 11.3, 13.9, 16.0, 22.9],
  [400, 7.7, 8.0, 9.8, 11.3, 16.2],
  [800, 5.4, 5.7, 6.9, 8.0, 11.4],
])('of %s answers, how sure a net recommendation is', (n, ...told) => {
  const figures = [npsMargin(n, usual), npsMargin(n), npsMargin(n, worst), smallestNpsMove(n), likelyNpsMove(n)]
  expect(figures.map((figure) => Math.round(figure * 10) / 10)).toEqual(told)
})
test('to three decimals, of 200 answers', () => {
  const figures = [npsMargin(200, worst), npsMargin(200), smallestNpsMove(200), likelyNpsMove(200)]
  expect(figures.map((figure) => Math.round(figure * 1000) / 1000)).toEqual([13.859, 11.316, 16.003, 22.875])
})

test.each([
  [1000, 0.062],
  [5000, 0.0679],
  [50_000, 0.0692],
])('of a population of %s', (population, margin) => expect(shareMargin(200, population)).toBeCloseTo(margin, 4))

test.each([
  [0.01, 299],
  [0.02, 149],
  [0.05, 59],
])('a defect of %s is seen once among %s', (frequency, n) => expect(toSeeOnce(frequency)).toBe(n))

test('strata: in proportion, by their spread, and by what they cost', () => {
  const sizes = [1550, 620, 930].map((size) => ({ size }))
  expect(allocate(sizes, 58)).toEqual([29, 12, 17])
  const spread = [5, 15, 10]
  expect(
    allocate(
      sizes.map((one, n) => ({ ...one, spread: spread[n]! })),
      58,
    ),
  ).toEqual([17, 21, 20])
  const cost = [9, 9, 16]
  expect(
    allocate(
      sizes.map((one, n) => ({ ...one, spread: spread[n]!, cost: cost[n]! })),
      58,
    ),
  ).toEqual([19, 22, 17])
  expect(allocate([{ size: 1000 }, { size: 1 }, { size: 0 }], 10)).toEqual([9, 1, 0])
  expect(allocate([{ size: 3 }], 10)).toEqual([3])
  expect(allocate([{ size: 0 }], 10)).toEqual([0])
})

test('the mean of strata', () => {
  const strata = [
    { size: 100, drawn: 5, mean: 70, sd: 10 },
    { size: 200, drawn: 5, mean: 80, sd: 15 },
    { size: 100, drawn: 5, mean: 90, sd: 10 },
  ]
  const { estimate, se } = stratifiedMean(strata)
  expect(estimate).toBe(80)
  expect(se).toBeCloseTo(3.65291, 5)
  expect(se * 1.959963985).toBeCloseTo(7.159572, 5)
})

test.each([
  [5, 80, 200, 0.439],
  [8, 80, 200, 0.667],
  [12, 80, 200, 0.818],
  [0.5, 2.2, 10, 0.341],
  [0.5, 2.2, 15, 0.437],
  [0.5, 2.2, 30, 0.608],
  [0.5, 2.2, 60, 0.756],
])('reliability of sites %s apart, answers %s apart, %s answers each', (between, within, n, told) =>
  expect(reliability(between, within, n)).toBeCloseTo(told, 3),
)
test('a mean drawn to the network’s', () => expect(shrunken(50, 35, 2 / 3)).toBeCloseTo(45, 9))

test.each([
  [0.16, 305],
  [0.23, 147],
  [0.3, 85],
  [0.33, 70],
  [0.4, 47],
  [0.5, 30],
  [-0.5, 30],
])('a correlation of %s takes %s pairs', (r, pairs) => expect(pairsFor(r)).toBe(pairs))
