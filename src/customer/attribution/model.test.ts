import { expect, test } from 'vitest'
import { learn, type Lessons, prior } from './model.ts'
import { reliabilityOf } from './reliability.ts'

const nothing: Lessons = {
  visits: 0,
  meanVisitSeconds: 0,
  calls: 0,
  strangerCalls: 0,
  numberDays: 0,
  telClicks: 0,
  telCallSeconds: [],
  knownCallers: [],
}
const many = <T>(count: number, of: (n: number) => T): T[] => Array.from({ length: count }, (_, n) => of(n))

test('of nothing, nothing is learnt', () => {
  const learnt = learn(nothing)
  for (const name of Object.keys(prior) as (keyof typeof prior)[])
    expect(learnt[name], name).toBeCloseTo(prior[name], 9)
})

test('few cases change little, many decide', () => {
  const halfCall = (visits: number) => learn({ ...nothing, visits, calls: visits / 2, meanVisitSeconds: 60 })
  expect(halfCall(10).callRate).toBeCloseTo(0.045, 3)
  expect(halfCall(100_000).callRate).toBeCloseTo(0.5, 2)
  expect(halfCall(100_000).meanVisitSeconds).toBeCloseTo(60, 0)
})

test('known callers tell how long people wait before they call', () => {
  // Half of them on the page; the others after 30 min, more or less by a factor e.
  const waits = many(1000, (n) => (n % 2 ? null : 1800 * Math.exp(n % 4 ? 1 : -1)))
  const { onPageShare, delayMedianSeconds, delaySigma } = learn({ ...nothing, knownCallers: waits })
  expect(onPageShare).toBeCloseTo(0.5, 1)
  expect(delayMedianSeconds / 1800).toBeGreaterThan(0.95)
  expect(delayMedianSeconds / 1800).toBeLessThan(1)
  expect(delaySigma).toBeCloseTo(1, 1)
})

test('touches of the link tell how many of them are followed by a call, and how soon', () => {
  const learnt = learn({ ...nothing, telClicks: 1000, telCallSeconds: many(600, () => 40) })
  expect(learnt.telClickCallRate).toBeCloseTo(0.6, 1)
  expect(learnt.telClickMeanSeconds).toBeGreaterThan(38)
})

test('calls that nobody was shown the number for tell how often strangers call', () => {
  const { strangerEveryDays, callRate } = learn({
    ...nothing,
    visits: 1000,
    calls: 130,
    strangerCalls: 100,
    numberDays: 9000,
  })
  expect(strangerEveryDays).toBeCloseTo(90, 9)
  expect(callRate).toBeCloseTo(0.03, 9)
})

test.each<[string, Partial<Lessons>]>([
  ['more calls than visits', { visits: 10, calls: 500 }],
  ['more calls by a touch than touches', { telClicks: 10, telCallSeconds: many(30, () => 0) }],
  ['all on the page', { knownCallers: many(5000, () => null) }],
  ['none on the page, all at once', { knownCallers: many(5000, () => 0) }],
  ['strangers only', { calls: 100_000, strangerCalls: 100_000, numberDays: 1 }],
])('%s: what is learnt can still be calculated with', (_, lessons) => {
  const learnt = learn({ ...nothing, ...lessons })
  for (const [name, value] of Object.entries(learnt)) expect(value > 0 && Number.isFinite(value), name).toBe(true)
  for (const share of [learnt.callRate, learnt.onPageShare, learnt.telClickCallRate])
    expect(share).toBeLessThanOrEqual(1)
})

test('what is said beside what comes true, tenth by tenth', () => {
  const said = (probability: number, times: number, right: number) =>
    many(times, (n) => ({ probability, isRight: n < right }))
  const { reliability, calibrationError } = reliabilityOf([
    ...said(0.95, 100, 95),
    ...said(1, 10, 10),
    ...said(0.75, 40, 20),
  ])
  expect(reliability).toEqual([
    { from: 0.7, calls: 40, meanProbability: 0.75, right: 20 },
    { from: 0.9, calls: 110, meanProbability: expect.closeTo(105 / 110, 9), right: 105 },
  ])
  expect(calibrationError).toBeCloseTo(10 / 150, 9)
  expect(reliabilityOf([])).toEqual({ reliability: [], calibrationError: null })
})
