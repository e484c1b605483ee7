import { expect, test } from 'vitest'
import { alpha, crossed, icc, kappa, type Level, type Weighting } from './agreement.ts'

const ofText = (text: string) => text.split('|').map((line) => line.trim().split(' ').map((one) => (one === '.' ? null : Number(one)))) // prettier-ignore
const A = [[0, 4, 1], [0, 8, 0], [0, 1, 5]] // prettier-ignore
const C = [[13, 0, 0], [0, 20, 7], [0, 4, 56]] // prettier-ignore
const D = [[40, 6, 4, 15], [4, 25, 1, 5], [4, 2, 21, 9], [17, 13, 12, 45]] // prettier-ignore
const two = '3 6 4 6 2 4 2 4 3 3 2 3 3 3 2 2 1 3 3 4'
const three = '2 1 4 4 3 2 1 6 1 1 1 2 3 3 1 1 3 3 2 2'
const B = crossed(ofText(two)[0] as number[], ofText(three)[0] as number[], [1, 2, 3, 4, 5, 6])

// statsmodels (from SAS and R's irr), irrCAC, and values computed apart.
test.each<[string, number[][], Weighting, number, number | null, number | null, number | null]>([
  ['A', A, 'none', 0.4842, 0.138, 0.2137, 0.7547],
  ['A', A, 'linear', 0.4701, 0.1457, 0.1845, 0.7558],
  ['A', A, 'quadratic', 0.450161, 0.192233, null, null],
  ['B', B, 'none', -0.006289308, null, null, null],
  ['B', B, 'linear', 0.126213592, null, null, null],
  ['B', B, 'quadratic', 0.22979798, null, null, null],
  ['C', C, 'none', 0.7964094, null, null, null],
  ['D', D, 'none', 0.4315008, 0.0459692, null, null],
  ['D', D, 'linear', 0.4068109, 0.0533881, null, null],
  ['D', D, 'quadratic', 0.3831859, 0.0657947, null, null],
])('%s: κ of %j, weights %s: %f', (_, table, weighting, value, ase, lo, hi) => {
  const found = kappa(table, weighting)
  expect(found.estimate).toBeCloseTo(value, 4)
  if (ase !== null) expect(found.ase).toBeCloseTo(ase, 4)
  if (lo !== null && hi !== null)
    expect([found.lo.toFixed(4), found.hi.toFixed(4)]).toEqual([lo.toFixed(4), hi.toFixed(4)])
})

test('beside κ stand the plain agreement and AC1', () => {
  const found = kappa(C)
  expect(found.agreement).toBeCloseTo(0.89, 9)
  expect(found.ac1).toBeCloseTo(0.8493305, 7)
  expect(found.bangdiwala).toBeCloseTo(0.8059604, 7)
  expect(found.ase).toBeCloseTo(0.0589107, 4)
})

test.each<[string, number[][], Weighting, number, number]>([
  ['A', A, 'none', 3.2626, 0.1484],
  ['A', A, 'linear', 3.2971, 0.1426],
])('%s: z of %j, weights %s, against no agreement: %f', (_, table, weighting, z, nullAse) => {
  const found = kappa(table, weighting)
  expect(found.z).toBeCloseTo(z, 4)
  expect(found.nullAse).toBeCloseTo(nullAse, 4)
})

test('a value beyond the declared scale is refused', () => {
  expect(() => crossed([1, 7], [1, 1], [1, 2, 3])).toThrow('not both of the scale')
})

const F = ofText(
  '1 2 3 3 2 1 4 1 2 . . . | 1 2 3 3 2 2 4 1 2 5 . 3 | . 3 3 3 2 3 4 2 2 5 1 . | 1 2 3 3 2 4 4 1 2 5 1 .',
)
const other = ofText(
  '1 2 3 3 2 1 4 1 2 . . . | 1 2 3 3 2 2 4 1 2 5 . . | . 3 3 3 2 3 4 2 2 5 1 3 | 1 2 3 3 2 4 4 1 2 5 1 .',
)
const G = ofText('. . . . . 3 4 1 2 1 1 3 3 . 3 | 1 . 2 1 3 3 4 3 . . . . . . . | . . 2 1 3 4 4 . 2 1 1 3 3 . 4')
test.each<[string, (number | null)[][], Level, number]>([
  ['F', F, 'nominal', 0.743421],
  ['F', F, 'ordinal', 0.815388],
  ['F', F, 'interval', 0.849107],
  ['F', F, 'ratio', 0.797403],
  ['F, a single rating elsewhere', other, 'nominal', 0.743421],
  ['G', G, 'nominal', 0.691358],
  ['G', G, 'ordinal', 0.806721],
  ['G', G, 'interval', 0.810845],
  ['G', G, 'ratio', 0.808944],
])('%s: α', (_, ratings, level, value) => {
  expect(alpha(ratings, level)!.estimate).toBeCloseTo(value, 6)
})
test('no α of single ratings, nor of ratings that are all one', () => {
  expect(
    alpha(
      [
        [1, null],
        [null, 2],
      ],
      'nominal',
    ),
  ).toBeNull()
  expect(
    alpha(
      [
        [1, 1],
        [1, 1],
      ],
      'interval',
    ),
  ).toBeNull()
})

const H = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]] // prettier-ignore
const wine = [[1, 2, 0, 1], [1, 3, 3, 2], [3, 8, 1, 4], [6, 4, 3, 3], [6, 5, 5, 6], [7, 5, 6, 2], [8, 7, 7, 9], [9, 9, 9, 8]] // prettier-ignore
test.each([
  [H, 6, [0.165742, 0.289764, 0.714841, 0.442797, 0.620051, 0.909316]],
  [wine, 3, [0.728, 0.728, 0.729, 0.914, 0.914, 0.915]],
])('intraclass correlations of %j', (ratings, digits, values) => {
  const { single, agreement, consistency, ofMean } = icc(ratings)
  const found = [single, agreement, consistency, ofMean.single, ofMean.agreement, ofMean.consistency]
  expect(found.map((value) => Number(value.toFixed(digits)))).toEqual(values)
})
