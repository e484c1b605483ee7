import { expect, test } from 'vitest'
import { fairness } from './fairness.ts'

// Values published with a solver of rotas, and computed apart.
test.each([
  [[1, 1], 0, 1],
  [[2, 0], Math.SQRT2, 0.5],
  [[5, 5, 6, 7, 7, 8], 2.708013, 0.97043],
  [[3, 0, 0], 2.44949, 0.333333],
  [[4, 4, 4], 0, 1],
])('%j: unfairness %f, Jain %f', (loads, unfairness, jain) => {
  const found = fairness(loads)!
  expect(found.unfairness).toBeCloseTo(unfairness, 6)
  expect(found.jain).toBeCloseTo(jain, 6)
})
test('of nobody, and of nothing to bear', () => {
  expect(fairness([])).toBeNull()
  expect(fairness([0, 0])).toMatchObject({ unfairness: 0, jain: null })
})
