import { expect, test } from 'vitest'
import { formats } from './format.ts'

const fr = formats('fr')
const en = formats('en')
/** Thin and no-break spaces read as plain ones. */
const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, ' ')

test.each([
  [null, '–'],
  [0, '0 s'],
  [59.4, '59 s'],
  [60, '1 min 00'],
  [252, '4 min 12'],
  [3599.6, '1 h 00'],
  [3900, '1 h 05'],
])('%s seconds last « %s »', (seconds, written) => expect(plain(fr.duration(seconds))).toBe(written))

test('numbers, shares and money are written the French way', () => {
  expect(fr.number(4218)).toBe('4\u202f218')
  expect(plain(fr.percent(0.861, 1))).toBe('86,1 %')
  expect(plain(fr.money(4100))).toBe('41 €')
  expect(plain(fr.money(4150))).toBe('41,50 €')
  expect(en.money(4150)).toBe('€41.50')
})

test('an instant is dated where it happened, a day is the same everywhere', () => {
  const midnightInParis = '2026-03-11T23:05:00Z'
  expect(plain(fr.dateTime(midnightInParis, 'Europe/Paris'))).toBe('12 mars 2026, 00:05')
  expect(plain(fr.dateTime(midnightInParis, 'Indian/Reunion'))).toBe('12 mars 2026, 03:05')
  expect(fr.date('2026-03-12', 'America/Cayenne')).toBe('12 mars 2026')
})

test('weeks start on Monday', () => {
  expect([1, 7].map((day) => fr.weekday(day, 'short'))).toEqual(['lun', 'dim'])
  expect([1, 7].map((day) => en.weekday(day))).toEqual(['Monday', 'Sunday'])
})

const now = Date.parse('2026-03-12T10:00:00Z')
test.each([
  ['2026-03-12T09:59:48Z', 'il y a 12 s'],
  ['2026-03-12T09:05:00Z', 'il y a 55 min'],
  ['2026-03-11T10:00:00Z', 'hier'],
])('%s was « %s »', (iso, written) => expect(plain(fr.ago(iso, now))).toBe(written))

test('telephone numbers are read by pairs', () => {
  expect(plain(fr.phone('+33199001234'))).toBe('01 99 00 12 34')
})
