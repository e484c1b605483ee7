import { expect, test } from 'vitest'
import { daysBegun, daysOf, periodOf, periods } from './periods.ts'

test.each([
  ['today', '2026-03-07', '2026-03-07', '2026-03-07'],
  ['last7', '2026-03-07', '2026-03-01', '2026-03-07'],
  ['last30', '2026-03-07', '2026-02-06', '2026-03-07'],
  ['thisMonth', '2026-02-07', '2026-02-01', '2026-02-28'],
  ['previousMonth', '2026-03-31', '2026-02-01', '2026-02-28'],
  ['previousMonth', '2028-03-31', '2028-02-01', '2028-02-29'],
  ['previousMonth', '2026-01-15', '2025-12-01', '2025-12-31'],
  ['last7', '2026-10-27', '2026-10-21', '2026-10-27'],
] as const)('%s seen on %s runs from %s to %s', (period, today, from, to) => {
  expect(daysOf(period, today)).toEqual({ from, to })
})

test.each(['2026-03-01', '2026-03-07', '2026-03-31', '2026-02-28'])('each period is recognised on %s', (today) => {
  for (const period of periods) expect(periodOf(daysOf(period, today), today)).toBe(period)
})

test('no day is the last 30 days; other days were chosen', () => {
  expect(periodOf({}, '2026-03-07')).toBe('last30')
  expect(periodOf({ from: '2026-03-02', to: '2026-03-05' }, '2026-03-07')).toBe('chosen')
  expect(periodOf({ from: '2026-03-02' }, '2026-03-07')).toBe('chosen')
})

test('days to come are not drawn', () => {
  expect(daysBegun({ from: '2026-02-27', to: '2026-03-31' }, '2026-03-02')).toEqual([
    '2026-02-27',
    '2026-02-28',
    '2026-03-01',
    '2026-03-02',
  ])
  expect(daysBegun({ from: '2026-03-05', to: '2026-03-09' }, '2026-03-02')).toEqual([])
})
