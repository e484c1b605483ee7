import { expect, test } from 'vitest'
import { familyOf } from './catalogue.ts'
import { priceOf, type Rate } from './price.ts'

const today = new Date('2026-11-30T10:00:00Z')

test.each<[string, number, number | null, string, string | null, Rate?]>([
  ['0800 012 345', 600, 0, 'free', 'green'],
  ['116 006', 600, 0, 'free', 'green'],
  ['3000', 60, 0, 'free', 'green'],
  ['0806 012 345', 600, 0, 'ordinary', 'grey'],
  ['01 99 00 12 34', 600, 0, 'ordinary', null],
  ['06 39 98 12 34', 600, 0, 'ordinary', null],
  ['15', 600, 0, 'free', null],
  // The highest of the family, by the second from the first one.
  ['0810 012 345', 60, 6, 'per_second', 'purple'],
  ['0810 012 345', 45, 4.5, 'per_second', 'purple'],
  ['0825 012 345', 60, 20, 'per_second', 'purple'],
  ['0892 012 345', 1, 1.333333, 'per_second', 'purple'],
  ['+33 892 012 345', 90, 120, 'per_second', 'purple'],
  ['0892 012 345', 0, 0, 'per_second', 'purple'],
  // The number's own price.
  ['0892 012 345', 90, 60, 'per_second', 'purple', { per: 'minute', cents: 40 }],
  ['0899 012 345', 1, 300, 'per_call', 'purple', { per: 'call', cents: 300 }],
  ['0899 012 345', 3600, 300, 'per_call', 'purple', { per: 'call', cents: 300 }],
  // A free number stays free, whatever somebody believes.
  ['0800 012 345', 60, 0, 'free', 'green', { per: 'minute', cents: 40 }],
  // No table tells.
  ['0836 012 345', 60, null, 'unknown', 'unknown'],
  ['3949', 60, null, 'unknown', 'unknown'],
  ['118 008', 60, null, 'unknown', 'purple'],
  ['0884 012 345', 60, null, 'unknown', null],
  ['anonymous', 60, null, 'unknown', null],
])('%s for %i s: %s cents, %s, %s', (number, seconds, servicePriceCents, model, colour, own) => {
  expect(priceOf(number, seconds, today, own)).toMatchObject({ servicePriceCents, model, colour })
})

test('a price that is only the highest of its family says so, with its source', () => {
  expect(priceOf('0892 012 345', 60, today)).toMatchObject({
    basis: 'most',
    source: expect.stringContaining('à vérifier'),
  })
  expect(priceOf('0892 012 345', 60, today, { per: 'minute', cents: 80 })).toMatchObject({
    basis: 'rate',
    source: null,
  })
})

test('the same at night and on Sundays; before the colours began nothing is known', () => {
  const at = (moment: string) => priceOf('0892 012 345', 60, new Date(moment)).servicePriceCents
  expect([at('2026-11-29T03:00:00Z'), at('2026-11-30T10:00:00Z')]).toEqual([80, 80])
  expect(at('2015-09-30T10:00:00Z')).toBeNull()
})

test('every special prefix of the plan is in one family of the catalogue', () => {
  for (const prefix of ['0800', '0801', '0803', '0805', '0806', '0808', '0809', '0810', '0811', '0812', '0819', '0820'])
    expect(familyOf(`${prefix}012345`, '2026-11-30'), prefix).toBeDefined()
  for (const prefix of ['0821', '0825', '0826', '0890', '0893', '0895', '0897', '0898', '0899', '0836', '0850', '0868'])
    expect(familyOf(`${prefix}012345`, '2026-11-30'), prefix).toBeDefined()
  for (const ordinary of ['0199001234', '0639981234', '0900000000', '0884012345'])
    expect(familyOf(ordinary, '2026-11-30'), ordinary).toBeUndefined()
})
