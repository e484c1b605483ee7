import { expect, test } from 'vitest'
import { csat, csatDifference, holm, mean, nps, npsDifference, type Recommendation } from './score.ts'

const counts = ([detractors, passives, promoters]: readonly [number, number, number]): Recommendation => ({
  detractors,
  passives,
  promoters,
})

// The plain figures are those of the R package NPS; the intervals were computed apart.
test.each([
  [[1, 2, 3], 100 / 3, 30.429031],
  [[1, 0, 0], -100, 0],
  [[0, 1, 0], 0, 0],
  [[0, 0, 1], 100, 0],
  [[1, 0, 1], 0, 70.710678],
  [[0, 1, 1], 50, 35.355339],
  [[1, 1, 1], 0, 47.140452],
] as const)('of %j the score is %f, its standard error %f', (given, score, se) => {
  const found = nps(counts(given))!
  expect(found.estimate).toBeCloseTo(score, 6)
  expect(found.se).toBeCloseTo(se, 5)
})

test.each([
  [[40, 60, 100], 30, 18.8155, 40.2978],
  [[30, 60, 110], 40, 29.2839, 49.5339],
  [[10, 7, 19], 25, -3.7159, 49.8698],
  [[1, 2, 3], 33.3333, -26.7433, 71.1877],
  [[75, 675, 250], 17.5, 14.0859, 20.8094],
] as const)('of %j: %f, between %f and %f', (given, score, lo, hi) => {
  const found = nps(counts(given))!
  expect(found.estimate).toBeCloseTo(score, 4)
  expect(found.lo).toBeCloseTo(lo, 4)
  expect(found.hi).toBeCloseTo(hi, 4)
})

test('no answer, no score; even one answer is not certain', () => {
  expect(nps(counts([0, 0, 0]))).toBeNull()
  const one = nps(counts([0, 0, 1]))!
  expect(one.hi - one.lo).toBeGreaterThan(50)
})

test('from 30 to 40 with two hundred answers each: nothing is shown', () => {
  const found = npsDifference(counts([40, 60, 100]), counts([30, 60, 110]))!
  expect(found.estimate).toBeCloseTo(10, 9)
  expect(found.se).toBeCloseTo(7.582875, 6)
  expect(found.z).toBeCloseTo(1.318761, 6)
  expect(found.p).toBeCloseTo(0.187249, 6)
  expect([found.lo, found.hi].map((side) => Number(side.toFixed(6)))).toEqual([-4.862163, 24.862163])
  expect(npsDifference(counts([0, 0, 0]), counts([1, 1, 1]))).toBeNull()
})

test('a share has Wilson’s interval, two of them Newcombe’s', () => {
  expect(csat({ satisfied: 160, n: 200 })).toMatchObject({ estimate: 0.8, n: 200, method: 'Wilson' })
  expect(csat({ satisfied: 0, n: 0 })).toBeNull()
  const one = csatDifference({ satisfied: 160, n: 200 }, { satisfied: 170, n: 200 })!
  expect([one.z, one.p, one.lo, one.hi].map((value) => Number(value.toFixed(6)))).toEqual([
    1.315903, 0.188206, -0.024815, 0.124436,
  ])
  const other = csatDifference({ satisfied: 48, n: 80 }, { satisfied: 56, n: 70 })!
  expect([other.z, other.p].map((value) => Number(value.toFixed(6)))).toEqual([2.650172, 0.008045])
})

test('a mean has Student’s interval', () => {
  const found = mean([7, 7, 6, 5, 5, 4, 2, 1, 6, 7])!
  expect(found).toMatchObject({ estimate: 5, n: 10 })
  expect(found.sd).toBeCloseTo(2.108185, 6)
  expect(found.se).toBeCloseTo(0.666667, 6)
  expect(found.hi - 5).toBeCloseTo(1.508105, 6)
  expect(mean([3])).toBeNull()
})

test.each([
  [
    [0.01, 0.02, 0.03, 0.04],
    [0.04, 0.06, 0.06, 0.06],
  ],
  [
    [0.04, 0.01, 0.03, 0.02],
    [0.06, 0.04, 0.06, 0.06],
  ],
  [
    [0.9, 0.8],
    [1, 1],
  ],
  [[], []],
])('of %j, all looked at: %j', (ps, adjusted) => {
  expect(holm(ps).map((p) => Number(p.toFixed(12)))).toEqual(adjusted)
})
