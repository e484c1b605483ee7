import { describe, expect, test } from 'vitest'
import { bgBbAlive, bgNbd, gammaGamma, paretoNbd } from './repeat-buying.ts'

// Published with the models (brucehardie.com, CRAN's BTYD) and computed apart with the rounded parameters given here.
describe('BG/NBD', () => {
  const model = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 }
  const of = (x: number, recency: number) => ({ x, recency, age: 38.86 })

  test.each([
    [2, 30.43, 0.726579],
    [1, 1.71, 0.212101],
    [7, 29.43, 0.641756],
    [0, 0, 1],
  ])('%i purchases, the last at %f: alive with %f', (x, recency, alive) =>
    expect(bgNbd.alive(model, of(x, recency))).toBeCloseTo(alive, 6),
  )
  test('many purchases long ago are no overflow', () => {
    const alive = bgNbd.alive(model, { x: 1000, recency: 10, age: 100 })
    expect(alive).toBeGreaterThanOrEqual(0)
    expect(alive).toBeLessThan(1e-304)
  })
  test('what to expect of one who is known', () =>
    expect(bgNbd.expected(model, of(2, 30.43), 39)).toBeCloseTo(1.226028, 6))
  test.each([
    [0.1429, 0.007828],
    [1, 0.053268],
    [3, 0.150865],
    [31.8571, 1.041996],
    [32, 1.045243],
    [78, 1.860519],
  ])('of anybody new within %f: %f', (t, expected) => expect(bgNbd.expectedOfNew(model, t)).toBeCloseTo(expected, 6))
  test('how often they buy', () => {
    expect(bgNbd.probability(model, 0, 39)).toBeCloseTo(0.57378635, 8)
    expect(bgNbd.probability(model, 10, 2)).toBeCloseTo(1.0786896e-7, 13)
    const published = [
      0.0019995214, 0.0015170236, 0.001163315, 0.0009003148, 0.0007023638, 0.0005517902, 0.0004361913, 0.0003467171,
      0.0002769613, 0.000222226,
    ]
    for (const [place, value] of published.entries())
      expect(bgNbd.probability(model, 11 + place, 30)).toBeCloseTo(value, 10)
  })
  test('likelihood', () => {
    expect(bgNbd.logLikelihood(model, of(2, 30.43))).toBeCloseTo(-9.458606, 6)
    expect(bgNbd.logLikelihood(model, of(0, 0))).toBeCloseTo(-0.554713, 6)
  })
})

describe('Pareto/NBD', () => {
  const known = { x: 26, recency: 30.86, age: 31 }
  test('what to expect of one who is known', () =>
    expect(paretoNbd.expected({ r: 0.553, alpha: 10.578, s: 0.606, beta: 11.669 }, known, 52)).toBeCloseTo(
      25.458473,
      5,
    ))
  const model = { r: 0.5534, alpha: 10.5802, s: 0.6061, beta: 11.6562 }
  test('alive', () => expect(paretoNbd.alive(model, known)).toBeCloseTo(0.99791777, 8))
  test('of anybody new', () => {
    const expected = [0, 0.051, 0.0996, 0.1461, 0.1907, 0.2337, 0.2751, 0.315, 0.3538, 0.3913]
    for (const [t, value] of expected.entries()) expect(paretoNbd.expectedOfNew(model, t)).toBeCloseTo(value, 4)
  })
  test.each([
    [132, 6.206051789],
    [133, 6.2528722476],
  ])('%i purchases are no underflow', (x, value) => {
    const rounded = { r: 0.55, alpha: 10.58, s: 0.61, beta: 11.67 }
    expect(paretoNbd.expected(rounded, { x, recency: 200, age: 200 }, 10)).toBeCloseTo(value, 8)
  })
  test('whichever of α and β is the larger', () => {
    // By hand: r = s = 1, x = 0: A0 is elementary, ∫ (α + y)⁻¹ (β + y)⁻² dy from 0 to the age.
    const alive = (alpha: number, beta: number, age: number) => {
      const steps = 200_000
      const height = (y: number) => 1 / ((alpha + y) * (beta + y) ** 2)
      const area = Array.from({ length: steps }, (_, n) => height(((n + 0.5) * age) / steps)).reduce((a, b) => a + b, 0)
      return 1 / (1 + (alpha + age) * (beta + age) * ((area * age) / steps))
    }
    for (const [alpha, beta] of [
      [3, 8],
      [8, 3],
    ] as const)
      // prettier-ignore
      expect(paretoNbd.alive({ r: 1, alpha, s: 1, beta }, { x: 0, recency: 0, age: 20 })).toBeCloseTo(
        alive(alpha, beta, 20),
        6,
      )
  })
})

test.each([
  [2, 22.35, 24.663714],
  [1, 11.77, 18.916852],
  [7, 73.74, 71.469671],
  [2, 25.55, 27.288386],
  [0, 0, 35.218978],
])('Gamma-Gamma: %i purchases of %f on average are worth %f', (x, mean, value) =>
  expect(gammaGamma({ p: 6.25, q: 3.74, v: 15.44 }, x, mean)).toBeCloseTo(value, 6),
)

test.each([
  [0, 0, 0.108],
  [2, 4, 0.5895],
  [6, 6, 0.9304],
])('BG/BB: %i purchases, the last at %i of six: alive with %f', (x, last, alive) => {
  const model = { alpha: 1.204, beta: 0.75, gamma: 0.657, delta: 2.783 }
  expect(bgBbAlive(model, { x, last, occasions: 6 })).toBeCloseTo(alive, 4)
})
