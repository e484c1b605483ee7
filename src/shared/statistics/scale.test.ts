import { expect, test } from 'vitest'
import { changeOf, measure } from './scale.ts'
import { mean, meanDifference } from './score.ts'

const counts = (given: Record<string, number>) => new Map(Object.entries(given))

test('figures from how many gave each mark are those of the answers', () => {
  expect(measure('nps', counts({ 3: 40, 7: 60, 9: 100, na: 9 }))).toMatchObject({
    estimate: 30,
    lo: expect.closeTo(18.8155, 4) as number,
    hi: expect.closeTo(40.2978, 4) as number,
    n: 200,
  })
  expect(measure('csat', counts({ 5: 4, 4: 3, 3: 1, 2: 1, 1: 1 }))).toMatchObject({
    estimate: 70,
    lo: expect.closeTo(39.68, 2) as number,
    hi: expect.closeTo(89.22, 2) as number,
  })
  const ces = [7, 7, 6, 5, 5, 4, 2, 1, 6, 7]
  expect(measure('ces', counts({ 7: 3, 6: 2, 5: 2, 4: 1, 2: 1, 1: 1 }))).toEqual(mean(ces))
  expect(measure('ces', counts({ 7: 1, na: 4 }))).toBeNull()
})

test('a change of scores, wider when it is one of many', () => {
  const [then, now] = [counts({ 0: 40, 8: 60, 10: 100 }), counts({ 0: 30, 8: 60, 10: 110 })]
  expect(changeOf('nps', then, now)).toMatchObject({
    estimate: expect.closeTo(10, 9) as number,
    lo: expect.closeTo(-4.862163, 5) as number,
    hi: expect.closeTo(24.862163, 5) as number,
    p: expect.closeTo(0.187249, 5) as number,
  })
  expect(changeOf('nps', then, now, 3)!.lo).toBeLessThan(-10)
  expect(changeOf('csat', counts({ 5: 48, 1: 32 }), counts({ 5: 56, 1: 14 }))).toMatchObject({
    estimate: expect.closeTo(20, 9) as number,
    lo: expect.closeTo(5.2431, 3) as number,
    hi: expect.closeTo(33.3873, 3) as number,
  })
})

test('a difference of means that spread unlike: Welch', () => {
  // By hand: means 3 and 6, variances 2.5 and 10, five each: t = 3 / √2.5.
  const difference = meanDifference(mean([1, 2, 3, 4, 5]), mean([2, 4, 6, 8, 10]))!
  expect(difference.z).toBeCloseTo(3 / Math.sqrt(2.5), 12)
  // Degrees of freedom 5.882353; p by numerical integration of Student's density.
  expect(difference.p).toBeCloseTo(0.107531, 5)
  expect(meanDifference(mean([1]), mean([2, 3]))).toBeNull()
})
