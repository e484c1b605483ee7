import { expect, test } from 'vitest'
import { cars } from '../shared/statistics/cars.fixture.ts'
import { calculateStatistic, StatisticsInput } from './statistics-tool.ts'

const calculate = (input: object) => calculateStatistic(StatisticsInput.parse(input))

test('dimensions are taken as columns, by name, or as rows', () => {
  const [y, columns] = [cars.mpg, [cars.cyl, cars.wt]]
  const byColumn = calculate({ measure: 'relative-weights', y, x: columns }) as { weights: number[]; n: number }
  expect(byColumn.n).toBe(32)
  expect(calculate({ measure: 'relative-weights', y, x: { cyl: cars.cyl, wt: cars.wt } })).toEqual({
    ...byColumn,
    names: ['cyl', 'wt'],
  })
  const rows = cars.cyl.map((cyl, n) => [cyl, cars.wt[n]!])
  expect(calculate({ measure: 'relative-weights', y, x: rows })).toEqual(byColumn)
  expect(() => calculate({ measure: 'shapley', y, x: [cars.wt.slice(1), cars.cyl] })).toThrow('as long as y')
  expect(calculate({ measure: 'shapley', y, x: columns })).toMatchObject({ n: 32, method: 'Shapley (LMG)' })
})

test('a difference is of two scores or of two shares', () => {
  const [first, second] = [
    { detractors: 40, passives: 60, promoters: 100 },
    { detractors: 30, passives: 60, promoters: 110 },
  ]
  expect(calculate({ measure: 'difference', first, second })).toMatchObject({ method: 'Wald', n: 400 })
  const shares = { first: { satisfied: 160, n: 200 }, second: { satisfied: 170, n: 200 } }
  expect(calculate({ measure: 'difference', ...shares })).toMatchObject({ method: 'Newcombe', n: 400 })
  expect(StatisticsInput.safeParse({ measure: 'difference', first, second: shares.second }).success).toBe(false)
})

test.each([
  { measure: 'nps', detractors: -1, passives: 0, promoters: 0 },
  { measure: 'nps', detractors: 1.5, passives: 0, promoters: 0 },
  { measure: 'csat', satisfied: 3, n: 2 },
  { measure: 'correlation', x: [1, 2], y: [1] },
  { measure: 'kappa', table: [[1, 2]] },
  { measure: 'bg-nbd', model: { r: 1, alpha: 1, a: 1, b: 1 }, x: 1, recency: 1, age: 2, horizon: 1 },
  { measure: 'nothing' },
])('%j is refused', (input) => expect(StatisticsInput.safeParse(input).success).toBe(false))

test('customers who may come back', () => {
  const model = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 }
  const known = { x: 2, recency: 30.43, age: 38.86, horizon: 39 }
  const [alive, expected] = [0.726579, 1.226028].map((value) => expect.closeTo(value, 6) as number)
  expect(calculate({ measure: 'bg-nbd', model, ...known })).toEqual({ alive, expected })
  const pareto = { r: 0.553, alpha: 10.578, s: 0.606, beta: 11.669 }
  expect(
    calculate({ measure: 'pareto-nbd', model: pareto, x: 26, recency: 30.86, age: 31, horizon: 52 }),
  ).toMatchObject({ expected: expect.closeTo(25.458473, 5) as number })
  const spent = { measure: 'gamma-gamma', model: { p: 6.25, q: 3.74, v: 15.44 }, x: 2, mean: 22.35 }
  const visits = { measure: 'bg-bb', model: { alpha: 1.204, beta: 0.75, gamma: 0.657, delta: 2.783 }, occasions: 6 }
  expect(calculate({ ...visits, x: 2, last: 4 })).toEqual({ alive: expect.closeTo(0.5895, 4) as number })
  expect(StatisticsInput.safeParse({ ...visits, x: 2, last: 7 }).success).toBe(false)
  expect(calculate(spent)).toEqual({ value: expect.closeTo(24.663714, 6) as number })
})

test('raters and loads', () => {
  const ratings = [[1, 2, 3], [1, 2, null], [1, 1, 3]] // prettier-ignore
  expect(calculate({ measure: 'agreement', ratings, scale: [1, 2, 3] })).toMatchObject({
    agreement: expect.closeTo(7 / 9, 12) as number,
  })
  expect(calculate({ measure: 'fairness', loads: [2, 0] })).toMatchObject({ jain: 0.5, n: 2 })
})

test('nothing to say is said', () => {
  expect(calculate({ measure: 'nps', detractors: 0, passives: 0, promoters: 0 })).toBeNull()
  expect(calculate({ measure: 'ces', values: [] })).toBeNull()
  const few = { y: [1, 2, 3], x: [[1, 2, 3]] }
  expect(calculate({ measure: 'relative-weights', ...few })).toBeNull()
  const flat = { y: cars.mpg.map(() => 1), x: [cars.wt] }
  expect(calculate({ measure: 'shapley', ...flat })).toBeNull()
})
