import { expect, test } from 'vitest'
import { changeOfCount, comparedPeriod } from './comparison.ts'

const dayOf = (first: string, n: number) => new Date(Date.parse(first) + n * 86_400_000).toISOString().slice(0, 10)
const period = (from: string, counts: number[]) => ({
  from,
  to: dayOf(from, counts.length - 1),
  perDay: counts.flatMap((received, n) => (received > 0 ? [{ day: dayOf(from, n), received }] : [])),
})
const fortnight = (of: (n: number) => number) => Array.from({ length: 14 }, (_, n) => of(n))

test.each([
  [{ from: '2026-11-01', to: '2026-11-30' }, 'previous', { from: '2026-10-02', to: '2026-10-31' }],
  [{ from: '2026-11-30', to: '2026-11-30' }, 'previous', { from: '2026-11-29', to: '2026-11-29' }],
  [{ from: '2026-11-02', to: '2026-11-08' }, 'year', { from: '2025-11-03', to: '2025-11-09' }],
  [{ from: '2024-02-26', to: '2024-03-03' }, 'previous', { from: '2024-02-19', to: '2024-02-25' }],
] as const)('%j beside the %s: %j', (asked, compare, expected) => {
  expect(comparedPeriod(asked, compare)).toEqual(expected)
})

test('the days of the week are no change: a quiet week-end hides nothing', () => {
  const weekly = (level: number) => fortnight((n) => (n % 7 >= 5 ? 0 : level))
  const change = changeOfCount(period('2026-10-19', weekly(20)), period('2026-11-02', weekly(26)))!
  expect(change).toMatchObject({ value: 1.3, isShown: true })
  // Poisson's own: ln(1.3) ± 1.96 √(1/200 + 1/260).
  expect(change.low).toBeCloseTo(1.3 * Math.exp(-1.959963984540054 * Math.sqrt(1 / 200 + 1 / 260)), 9)
})

test('calls that come in bursts must change by more', () => {
  const bursts = (level: number) => fortnight((n) => (n % 7 === 3 && n > 7 ? level * 10 : level))
  const [then, now] = [period('2026-10-19', bursts(10)), period('2026-11-02', bursts(13))]
  expect(changeOfCount(then, now)).toMatchObject({ value: 1.3, isShown: false })
})

test('nothing is told from too few days, or from none received', () => {
  expect(changeOfCount(period('2026-11-01', [5, 5]), period('2026-11-03', [9, 9]))).toBeNull()
  expect(
    changeOfCount(
      period(
        '2026-10-19',
        fortnight(() => 0),
      ),
      period(
        '2026-11-02',
        fortnight(() => 5),
      ),
    ),
  ).toBeNull()
})
