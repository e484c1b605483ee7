import { expect, test } from 'vitest'
import { filterOfMoment, grainFor, momentsOf } from './moments.ts'

test.each([
  [undefined, undefined, 'day'],
  ['2026-11-30', '2026-11-30', 'hour'],
  ['2026-11-01', '2026-11-30', 'day'],
  ['2026-01-01', '2026-11-30', 'week'],
  ['2024-01-01', '2026-11-30', 'month'],
])('from %s to %s, a bar is a %s', (from, to, grain) => {
  expect(grainFor({ from, to })).toBe(grain)
})

test('moments without a call are drawn too, those to come are not', () => {
  const days = { from: '2026-11-26', to: '2026-12-31' }
  expect(momentsOf('day', days, '2026-11-28')).toEqual(['2026-11-26', '2026-11-27', '2026-11-28'])
  expect(momentsOf('week', days, '2026-12-07')).toEqual(['2026-11-23', '2026-11-30', '2026-12-07'])
  expect(momentsOf('month', days, '2026-12-07')).toEqual(['2026-11', '2026-12'])
  expect(momentsOf('hour', days, '2026-11-26')).toHaveLength(24)
  expect(momentsOf('half_hour', days, '2026-11-26').slice(0, 3)).toEqual([
    '2026-11-26T00:00',
    '2026-11-26T00:30',
    '2026-11-26T01:00',
  ])
})

test('a bar opens its own days, never more than the period', () => {
  const days = { from: '2026-11-26', to: '2026-12-31' }
  expect(filterOfMoment('week', '2026-11-23', days)).toEqual({ from: '2026-11-26', to: '2026-11-29' })
  expect(filterOfMoment('month', '2026-12', days)).toEqual({ from: '2026-12-01', to: '2026-12-31' })
  expect(filterOfMoment('half_hour', '2026-11-26T14:30', days)).toEqual({
    from: '2026-11-26',
    to: '2026-11-26',
    hour: 14,
  })
})
