import { expect, test } from 'vitest'
import { placeOf } from './place.ts'

test.each([
  ['203.0.113.7', '203.0.113.7'],
  ['::ffff:203.0.113.7', '203.0.113.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:db8:1:2::1', '2001:db8:1:2::/64'],
  ['2001:db8:1:3::1', '2001:db8:1:3::/64'],
  ['fe80::1%eth0', 'fe80::/64'],
  ['nulle part', null],
  ['', null],
  [undefined, null],
])('%s is counted as %s', (address, place) => {
  expect(placeOf(address)).toBe(place)
})
