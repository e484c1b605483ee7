import { expect, test } from 'vitest'
import { correlation, ranks } from './correlation.ts'
import { cars } from './cars.fixture.ts'

test('weight and consumption of 32 cars', () => {
  const found = correlation(cars.wt, cars.mpg)!
  expect(found.estimate).toBeCloseTo(-0.8676594, 7)
  expect(found.p / 1.294e-10).toBeCloseTo(1, 3)
  expect([found.lo, found.hi].map((side) => Number(side.toFixed(7)))).toEqual([-0.9338264, -0.7440872])
  expect(found.spearman).toBeCloseTo(-0.886422, 7)
  expect(found.kendall).toBeCloseTo(-0.7278321, 7)
  expect(found.permutationP).toBe(1 / 5000)
})

// Schönbrodt & Perugini 2013: r = .40 of 25 pairs.
test('what twenty-five pairs say of r = 0.40', () => {
  const x = Array.from({ length: 25 }, (_, n) => n - 12)
  const noise = x.map(
    (value) => Math.sin(value * 12.9898) * 43_758.5453 - Math.floor(Math.sin(value * 12.9898) * 43_758.5453) - 0.5,
  )
  const along = (a: number[], b: number[]) => a.reduce((sum, value, n) => sum + value * b[n]!, 0)
  const centre = (values: number[]) => values.map((value) => value - values.reduce((sum, one) => sum + one, 0) / 25)
  const other = centre(noise)
  const free = other.map((value, n) => value - (along(other, x) / along(x, x)) * x[n]!)
  const unit = (values: number[]) => values.map((value) => value / Math.sqrt(along(values, values)))
  const y = unit(x).map((value, n) => 0.4 * value + Math.sqrt(1 - 0.16) * unit(free)[n]!)
  const found = correlation(x, y)!
  expect(found.estimate).toBeCloseTo(0.4, 9)
  expect(found.p).toBeCloseTo(0.047568, 6)
  expect([found.lo, found.hi].map((side) => Number(side.toFixed(6)))).toEqual([0.005783, 0.68661])
  expect(found.permutationP).toBeGreaterThan(0.02)
  expect(found.permutationP).toBeLessThan(0.09)
})

test('nothing is said of what does not vary, nor of three pairs', () => {
  expect(correlation([1, 1, 1, 1], [1, 2, 3, 4])).toBeNull()
  expect(correlation([1, 2, 3], [1, 2, 3])).toBeNull()
  expect(correlation([1, 2, 3, 4], [2, 4, 6, 8])).toMatchObject({ estimate: 1, p: 0 })
})

test('equal values share their rank', () => expect(ranks([10, 20, 10, 30])).toEqual([1.5, 3, 1.5, 4]))
