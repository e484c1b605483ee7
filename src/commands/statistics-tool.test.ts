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
  { measure: 'nothing' },
])('%j is refused', (input) => expect(StatisticsInput.safeParse(input).success).toBe(false))

test('nothing to say is said', () => {
  expect(calculate({ measure: 'nps', detractors: 0, passives: 0, promoters: 0 })).toBeNull()
  expect(calculate({ measure: 'ces', values: [] })).toBeNull()
  const few = { y: [1, 2, 3], x: [[1, 2, 3]] }
  expect(calculate({ measure: 'relative-weights', ...few })).toBeNull()
  const flat = { y: cars.mpg.map(() => 1), x: [cars.wt] }
  expect(calculate({ measure: 'shapley', ...flat })).toBeNull()
})
