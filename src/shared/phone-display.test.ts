import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { displayPhone } from '#shared/phone-display'

test.each(['', 'anonymous', '12', '01 99 00 12', '0700123456', '+', '9'.repeat(1000), '__proto__'])(
  'gives back %j, which is no number to show',
  (input) => expect(displayPhone(input)).toBe(input),
)

test.each([
  ['+33199001234', '01 99 00 12 34'],
  ['0199001234', '01 99 00 12 34'],
  ['01.99.00.12.34', '01 99 00 12 34'],
  ['+33639981234', '06 39 98 12 34'],
  ['+33884012345', '0 884 012 345'],
  ['0884012345', '0 884 012 345'],
  ['+262262123456', '0262 12 34 56'],
  ['0262123456', '0262 12 34 56'],
  ['+262639123456', '0639 12 34 56'],
  ['+508508412345', '0508 41 23 45'],
  ['+508412345', '0508 41 23 45'],
  ['+590700501234567', '0700 501 234 567'],
  ['07000012345678', '07 00 00 12 34 56 78'],
  ['3949', '39 49'],
  ['1023', '10 23'],
  ['118008', '118 008'],
  ['116006', '116 006'],
  ['112', '112'],
  ['+37799999999', '+377 99 99 99 99'],
  ['+12025550143', '+1 202 555 0143'],
  ['+34600000000', '+34 600 00 00 00'],
])('shows %s as %s, with no-break spaces', (input, shown) => {
  expect(displayPhone(input)).toBe(shown.replaceAll(' ', '\u00a0'))
})

test('screens do not carry libphonenumber', () => {
  const read = (path: string): string[] => {
    const url = new URL(path, import.meta.url)
    const imports = [...readFileSync(url, 'utf8').matchAll(/from '([^']+)'/g)].map(([, from = '']) => from)
    return imports.flatMap((from) => (from.startsWith('.') ? read(new URL(from, url).href) : [from]))
  }
  expect(read('./phone-display.ts')).toEqual([])
})
