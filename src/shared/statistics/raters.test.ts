import { expect, test } from 'vitest'
import { agreementOfCounts, agreementOfMany, type ManyRaters } from './raters.ts'

/** Values published with irrCAC (Gwet) and irr, and values computed apart. */
const figures = ({ agreement, fleiss, ac1, brennanPrediger }: ManyRaters) => ({
  agreement,
  fleiss: [fleiss.estimate, fleiss.se],
  ac1: [ac1.estimate, ac1.se],
  brennanPrediger: [brennanPrediger.estimate, brennanPrediger.se],
})
const near = (value: number, digits = 7) => expect.closeTo(value, digits) as number

test('two raters: a table of 100 units is as many units of two ratings', () => {
  const C = [[13, 0, 0], [0, 20, 7], [0, 4, 56]] // prettier-ignore
  const units = C.flatMap((row, i) =>
    row.flatMap((n, j) => Array.from({ length: n }, () => [0, 1, 2].map((k) => Number(k === i) + Number(k === j)))),
  )
  expect(figures(agreementOfCounts(units, { sampled: false })!)).toEqual({
    agreement: near(0.89),
    fleiss: [near(0.7962397), near(0.05905473)],
    ac1: [near(0.8493305), near(0.04321747)],
    brennanPrediger: [near(0.835), near(0.04693346)],
  })
})

test('six raters, 15 patients, five conditions', () => {
  const text = '00060 03003 01401 00006 03030 20400 00402 20310 20040 00006 10050 11040 03300 10050 02031'
  const found = agreementOfCounts(text.split(' ').map((unit) => unit.split('').map(Number)))!
  expect(figures(found)).toEqual({
    agreement: near(0.5511111),
    fleiss: [near(0.4139265), near(0.08119291)],
    ac1: [near(0.4448007), near(0.08418757)],
    brennanPrediger: [near(0.4388889), near(0.08312142)],
  })
  expect(found.fleiss.z).toBeCloseTo(11.732688, 5)
  expect([found.ac1.lo, found.ac1.hi].map((value) => value.toFixed(3))).toEqual(['0.264', '0.625'])
})

test('six raters, thirty patients (Fleiss 1971)', () => {
  const text =
    '444444 222555 233335 555555 222444 113333 333355 113334 114444 555555 144444 124444 222333 144444 224445 333335 111455 111112 224444 133555 555555 244444 224555 114444 144445 222224 111155 224444 133333 555555'
  const patients = text.split(' ').map((ratings) => ratings.split('').map(Number))
  const found = agreementOfMany(
    [0, 1, 2, 3, 4, 5].map((rater) => patients.map((ratings) => ratings[rater]!)),
    [1, 2, 3, 4, 5],
  )!
  expect(found.fleiss.estimate).toBeCloseTo(0.4302445, 7)
  expect(found.fleiss.z).toBeCloseTo(17.65183, 5)
})

test('four raters, ratings missing', () => {
  const F = '1 2 3 3 2 1 4 1 2 . . . | 1 2 3 3 2 2 4 1 2 5 . . | . 3 3 3 2 3 4 2 2 5 1 3 | 1 2 3 3 2 4 4 1 2 5 1 .'
  const ratings = F.split(' | ').map((line) => line.split(' ').map((one) => (one === '.' ? null : Number(one))))
  const found = agreementOfMany(ratings, [1, 2, 3, 4, 5])!
  expect(figures(found)).toEqual({
    agreement: near(0.8181818),
    fleiss: [near(0.76117, 5), near(0.15302, 5)],
    ac1: [near(0.77544, 5), near(0.14295, 5)],
    brennanPrediger: [near(0.77273, 5), near(0.14472, 5)],
  })
  expect(found.conger).toBeCloseTo(0.76282, 5)
  expect(found.fleiss.z).toBeNull()
  expect(() => agreementOfMany(ratings, [1, 2, 3])).toThrow('not of the scale')
})

test('nothing is said where no unit has two ratings', () => {
  expect(agreementOfMany([[1, null], [null, 2]], [1, 2])).toBeNull() // prettier-ignore
  expect(agreementOfCounts([])).toBeNull()
})
