import { expect, test } from 'vitest'
import { lastPeriod, reportDay } from './period.ts'

test.each([
  ['week', '2026-11-30', '2026-11-23', '2026-11-29', '2026-12-07'],
  ['week', '2026-12-06', '2026-11-23', '2026-11-29', '2026-12-07'],
  ['week', '2027-01-01', '2026-12-21', '2026-12-27', '2027-01-04'],
  ['month', '2026-12-01', '2026-11-01', '2026-11-30', '2027-01-01'],
  ['month', '2027-01-31', '2026-12-01', '2026-12-31', '2027-02-01'],
  ['month', '2028-03-15', '2028-02-01', '2028-02-29', '2028-04-01'],
] as const)('the last %s that is over on %s: %s to %s; the next report is of %s', (every, today, from, to, nextOn) => {
  expect(lastPeriod(every, today)).toEqual({ from, to, nextOn })
})

test.each([
  // 06:59 and 07:00 in Paris, in winter
  ['2026-11-30T05:59:00Z', ['Europe/Paris'], '2026-11-29'],
  ['2026-11-30T06:00:00Z', ['Europe/Paris'], '2026-11-30'],
  // Cayenne is at 03:00 on Monday, Papeete still at 20:00 on Sunday
  ['2026-11-30T06:00:00Z', ['Europe/Paris', 'America/Cayenne'], '2026-11-30'],
  ['2026-11-30T06:00:00Z', ['Europe/Paris', 'Pacific/Tahiti'], '2026-11-29'],
  ['2026-11-30T10:00:00Z', ['Europe/Paris', 'Pacific/Tahiti'], '2026-11-30'],
  // On the day that summer time ends
  ['2026-10-25T05:30:00Z', ['Europe/Paris'], '2026-10-24'],
  ['2026-11-30T06:00:00Z', [], '2026-11-30'],
])('at %s, with sites in %j, it is %s', (at, zones, day) => {
  expect(reportDay(zones, new Date(at))).toBe(day)
})
