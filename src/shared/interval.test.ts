import { expect, test } from 'vitest'
import { newcombe, wilson } from './interval.ts'
import { zOfMany } from './of-many.ts'

test('nothing tried, nothing known', () => expect(wilson(0, 0)).toBeNull())

// Newcombe 1998 for 81/263, 15/148, 0/20 and 1/29; the others computed apart.
test.each([
  [86, 100, 0.7786, 0.9147],
  [81, 263, 0.2553, 0.3662],
  [15, 148, 0.0624, 0.1605],
  [0, 20, 0, 0.1611],
  [1, 29, 0.0061, 0.1718],
  [100, 200, 0.4314, 0.5686],
  [160, 200, 0.7391, 0.8495],
  [180, 200, 0.8506, 0.9343],
  [7, 10, 0.3968, 0.8922],
])('%i of %i: between %f and %f', (successes, trials, low, high) => {
  const interval = wilson(successes, trials)!
  expect(interval.value).toBe(successes / trials)
  expect(interval.low).toBeCloseTo(low, 4)
  expect(interval.high).toBeCloseTo(high, 4)
})

test('it never leaves 0 to 1, always holds the share, and mirrors itself', () => {
  for (const trials of [1, 2, 7, 1000])
    for (let successes = 0; successes <= trials; successes += Math.max(1, trials >> 3)) {
      const { value, low, high } = wilson(successes, trials)!
      const said = `${successes}/${trials}`
      expect(low, said).toBeGreaterThanOrEqual(0)
      expect(value - low, said).toBeGreaterThan(-1e-12)
      expect(high - value, said).toBeGreaterThan(-1e-12)
      expect(high, said).toBeLessThanOrEqual(1)
      expect(wilson(trials - successes, trials)!.low).toBeCloseTo(1 - high, 12)
    }
})

test.each([
  [160, 200, 170, 200, 0.05, -0.024815, 0.124436],
  [48, 80, 56, 70, 0.2, 0.052431, 0.333873],
])('%i of %i, then %i of %i: by %f, between %f and %f', (a, m, b, n, value, low, high) => {
  const difference = newcombe({ successes: a, trials: m }, { successes: b, trials: n })!
  expect(difference.value).toBeCloseTo(value, 9)
  expect(difference.low).toBeCloseTo(low, 6)
  expect(difference.high).toBeCloseTo(high, 6)
})

test('no difference from nothing tried', () => {
  expect(newcombe({ successes: 0, trials: 0 }, { successes: 1, trials: 2 })).toBeNull()
})

// Quantiles of the normal distribution at 1 − 0.025/m.
test.each([
  [0, 1.959964],
  [1, 1.959964],
  [2, 2.241403],
  [10, 2.807034],
  [50, 3.290527],
])('one of %i intervals is %f standard deviations wide', (intervals, z) => {
  expect(zOfMany(intervals)).toBeCloseTo(z, 6)
})
