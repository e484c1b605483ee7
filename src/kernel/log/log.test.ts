import { expect, test } from 'vitest'
import { masked, maskedError } from './mask.ts'

test.each([
  ['550 5.1.1 <camille@exemple.fr>: Recipient unknown', '550 5.1.1 <[address]>: Recipient unknown'],
  ['no route to +33 6 39 98 00 01 or 0639980001', 'no route to [number] or [number]'],
  ['connect ECONNREFUSED 192.0.2.7:25', 'connect ECONNREFUSED [ip]:25'],
  ['invalid input syntax for type uuid: "Durand"', 'invalid input syntax for type uuid: "[…]"'],
  ['key vv_8fJ2kQ0zXcVbNmLpOiUyTrEwQa is odd', 'key [secret] is odd'],
  ['Failed task 1234 (react) with error no luck (35.26ms)', 'Failed task 1234 (react) with error no luck (35.26ms)'],
])('%s', (given, kept) => {
  expect(masked(given)).toBe(kept)
})

test('an error is told by its kind and place, without what it quotes', () => {
  const error = Object.assign(new TypeError('no "Durand"\n    to call at +33639980001'), { code: '22P02' })
  const told = maskedError(error)
  expect(told).toMatchObject({ type: 'TypeError', code: '22P02', message: 'no "[…]"\n    to call at [number]' })
  expect(told.stack).toMatch(/^\s+at .*log\.test\.ts/)
  expect(JSON.stringify(told)).not.toMatch(/Durand|39980001/)
})
