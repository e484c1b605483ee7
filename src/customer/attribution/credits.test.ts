import { expect, test } from 'vitest'
import { creditsOf } from './credits.ts'

const day = (n: number) => new Date(Date.UTC(2026, 10, n))
const round = (value: number) => Math.round(value * 1e6) / 1e6
const shares = (days: number[], model: 'first' | 'linear' | 'position' | 'decay') =>
  creditsOf(days.map(day)).map((credits) => round(credits[model]))

test.each([
  [[1], 'first', [1]],
  [[1], 'position', [1]],
  [[1], 'decay', [1]],
  [[1, 2, 3], 'first', [1, 0, 0]],
  [[1, 2, 3, 4], 'linear', [0.25, 0.25, 0.25, 0.25]],
  [[1, 2], 'position', [0.5, 0.5]],
  [[1, 2, 3], 'position', [0.4, 0.2, 0.4]],
  [[1, 2, 3, 4], 'position', [0.4, 0.1, 0.1, 0.4]],
  [[1, 8], 'decay', [round(1 / 3), round(2 / 3)]],
  [[1, 8, 15], 'decay', [round(1 / 7), round(2 / 7), round(4 / 7)]],
  [[5, 5], 'decay', [0.5, 0.5]],
] as const)('%j by %s: %j', (days, model, expected) => {
  expect(shares([...days], model)).toEqual(expected)
})

test('the shares of a call sum to one in each model, however many touches and however old', () => {
  for (let count = 1; count <= 50; count += 1) {
    const credits = creditsOf(Array.from({ length: count }, (_, n) => day(n * n - 3000)))
    for (const model of ['first', 'linear', 'position', 'decay'] as const)
      expect(credits.reduce((sum, share) => sum + share[model], 0)).toBeCloseTo(1, 9)
  }
})
