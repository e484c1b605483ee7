import { expect, test } from 'vitest'
import { dueAt } from './sla.ts'

// 23 November 2026 is a Monday.
test.each([
  [
    '45 minutes are of the clock, at night too',
    '2026-11-23T22:30:00Z',
    45,
    'minutes',
    'Europe/Paris',
    '2026-11-23T23:15:00Z',
  ],
  ['two hours within the day', '2026-11-23T08:30:00Z', 2, 'business_hours', 'Europe/Paris', '2026-11-23T10:30:00Z'],
  ['until closing to the minute', '2026-11-23T15:00:00Z', 2, 'business_hours', 'Europe/Paris', '2026-11-23T17:00:00Z'],
  ['over to the next day', '2026-11-23T16:30:00Z', 2, 'business_hours', 'Europe/Paris', '2026-11-24T09:30:00Z'],
  ['before opening', '2026-11-23T05:00:00Z', 1, 'business_hours', 'Europe/Paris', '2026-11-23T09:00:00Z'],
  ['after closing', '2026-11-23T19:00:00Z', 1, 'business_hours', 'Europe/Paris', '2026-11-24T09:00:00Z'],
  ['at closing itself', '2026-11-23T17:00:00Z', 1, 'business_hours', 'Europe/Paris', '2026-11-24T09:00:00Z'],
  ['over a week-end', '2026-11-27T16:00:00Z', 3, 'business_hours', 'Europe/Paris', '2026-11-30T10:00:00Z'],
  ['from a Sunday', '2026-11-29T12:00:00Z', 4, 'business_hours', 'Europe/Paris', '2026-11-30T12:00:00Z'],
  ['several days', '2026-11-23T08:00:00Z', 20, 'business_hours', 'Europe/Paris', '2026-11-25T10:00:00Z'],
  ['over the end of summer time', '2026-10-23T15:00:00Z', 2, 'business_hours', 'Europe/Paris', '2026-10-26T09:00:00Z'],
  [
    'of the site’s own clocks',
    '2026-11-23T08:30:00Z',
    1,
    'business_hours',
    'America/Martinique',
    '2026-11-23T14:00:00Z',
  ],
] as const)('%s', (_, from, within, unit, zone, expected) =>
  expect(dueAt(new Date(from), { within, unit }, zone).toISOString()).toBe(expected.replace('Z', '.000Z')),
)
