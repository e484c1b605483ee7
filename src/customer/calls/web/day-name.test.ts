import { expect, test } from 'vitest'
import { text as t } from '#web/i18n'
import { dayName, localDay } from './day-name.ts'

const format = { day: (iso: string) => iso }
const now = new Date('2026-03-02T22:30:00.000Z')

test.each([
  ['2026-03-02T08:00:00.000Z', 'Europe/Paris', 'aujourd’hui'],
  ['2026-03-01T23:30:00.000Z', 'Europe/Paris', 'aujourd’hui'],
  ['2026-03-01T22:30:00.000Z', 'Europe/Paris', 'hier'],
  ['2026-03-02T08:00:00.000Z', 'Indian/Reunion', 'hier'],
  ['2026-02-28T08:00:00.000Z', 'Europe/Paris', '2026-02-28'],
])('%s in %s is %s', (iso, timeZone, name) => {
  expect(dayName(iso, timeZone, t, format, now)).toBe(name)
})

test('the day changes with the place', () => {
  expect(localDay(now, 'Europe/Paris')).toBe('2026-03-02')
  expect(localDay(now, 'Indian/Reunion')).toBe('2026-03-03')
})
