import { expect, test } from 'vitest'
import { instantAt, wallAt } from './zone.ts'

const wall = (text: string) => Date.parse(`${text}Z`)
const utc = (ms: number) => new Date(ms).toISOString().replace('.000', '')

test.each([
  ['winter', '2026-11-23T09:00:00', 'Europe/Paris', '2026-11-23T08:00:00Z'],
  ['summer', '2026-07-14T09:00:00', 'Europe/Paris', '2026-07-14T07:00:00Z'],
  ['last second of winter', '2026-03-29T01:59:59', 'Europe/Paris', '2026-03-29T00:59:59Z'],
  ['skipped hour, shifted forward', '2026-03-29T02:30:00', 'Europe/Paris', '2026-03-29T01:30:00Z'],
  ['first second of summer', '2026-03-29T03:00:00', 'Europe/Paris', '2026-03-29T01:00:00Z'],
  ['last hour of summer', '2026-10-25T01:59:59', 'Europe/Paris', '2026-10-24T23:59:59Z'],
  ['hour that comes twice: the first', '2026-10-25T02:30:00', 'Europe/Paris', '2026-10-25T00:30:00Z'],
  ['first second of winter', '2026-10-25T03:00:00', 'Europe/Paris', '2026-10-25T02:00:00Z'],
  ['west of UTC, hour that comes twice', '2026-11-01T01:30:00', 'America/Miquelon', '2026-11-01T03:30:00Z'],
  ['west of UTC, skipped hour', '2026-03-08T02:30:00', 'America/Miquelon', '2026-03-08T05:30:00Z'],
  ['no summer time', '2026-07-14T09:00:00', 'Indian/Reunion', '2026-07-14T05:00:00Z'],
  ['UTC', '2026-07-14T09:00:00', 'UTC', '2026-07-14T09:00:00Z'],
  ['midnight', '2026-11-23T00:00:00', 'Europe/Paris', '2026-11-22T23:00:00Z'],
])('%s', (_, local, zone, expected) => expect(utc(instantAt(wall(local), zone))).toBe(expected))

test('the second occurrence is taken when the first would be before the start', () => {
  const start = instantAt(wall('2026-10-25T02:50:00'), 'Europe/Paris')
  expect(utc(instantAt(wall('2026-10-25T02:10:00'), 'Europe/Paris', start))).toBe('2026-10-25T01:10:00Z')
  expect(utc(instantAt(wall('2026-10-25T02:55:00'), 'Europe/Paris', start))).toBe('2026-10-25T00:55:00Z')
})

test.each([
  ['Europe/Paris', '2026-11-22T23:00:00Z', '2026-11-23T00:00:00'],
  ['Europe/Paris', '2026-07-14T22:30:00Z', '2026-07-15T00:30:00'],
  ['America/Miquelon', '2026-03-08T05:30:00Z', '2026-03-08T03:30:00'],
  ['Indian/Reunion', '2026-12-31T20:00:00Z', '2027-01-01T00:00:00'],
])('clocks of %s at %s show %s', (zone, instant, local) => expect(wallAt(Date.parse(instant), zone)).toBe(wall(local)))
