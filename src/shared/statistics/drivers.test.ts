import { expect, test } from 'vitest'
import { cars } from './cars.fixture.ts'
import { correlationsOf, driversOf, relativeWeights, shapley } from './drivers.ts'

const found = correlationsOf(cars.mpg, [cars.cyl, cars.disp, cars.hp, cars.wt])!
const rounded = (values: number[], digits: number) => values.map((value) => Number(value.toFixed(digits)))

// The vignette of the R package rwa; LMG computed apart.
test('relative weights of what makes a car thirsty', () => {
  const { weights, shares, r2 } = relativeWeights(found)
  expect(rounded(weights, 7)).toEqual([0.2096904, 0.1883043, 0.179959, 0.2706812])
  expect(
    rounded(
      shares.map((share) => 100 * share),
      5,
    ),
  ).toEqual([24.70914, 22.18908, 21.2057, 31.89607])
  expect(r2).toBeCloseTo(0.8486348, 7)
})

test('the same by every order', () => {
  const { weights, r2 } = shapley(found)
  expect(rounded(weights, 7)).toEqual([0.2157094, 0.2006984, 0.1700769, 0.2621501])
  expect(r2).toBeCloseTo(0.8486348, 7)
})

test('of one dimension, both are its r²', () => {
  const alone = correlationsOf(cars.mpg, [cars.wt])!
  expect(relativeWeights(alone).weights[0]).toBeCloseTo(0.7528328, 7)
  expect(shapley(alone).weights[0]).toBeCloseTo(0.7528328, 7)
})

test('what does not vary drives nothing; more orders than can be tried are refused', () => {
  expect(correlationsOf([1, 2, 3], [[1, 1, 1]])).toBeNull()
  const many = Array.from({ length: 16 }, () => cars.wt)
  expect(() => shapley(correlationsOf(cars.mpg, many)!)).toThrow('15 at most')
})

test('each share has its interval, the same at every run, none of too few answers', () => {
  const columns = [cars.cyl, cars.wt]
  const one = driversOf(cars.mpg, columns, relativeWeights)!
  expect(one.n).toBe(32)
  for (const [index, { lo, hi }] of one.intervals.entries()) {
    expect(lo).toBeLessThan(one.shares[index]!)
    expect(hi).toBeGreaterThan(one.shares[index]!)
    expect(hi - lo).toBeLessThan(0.6)
  }
  expect(driversOf(cars.mpg, columns, relativeWeights)).toEqual(one)
  expect(
    driversOf(
      cars.mpg.slice(0, 29),
      columns.map((column) => column.slice(0, 29)),
      shapley,
    ),
  ).toBeNull()
})
