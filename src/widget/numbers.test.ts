// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest'
import { shownAt, editsIn, swapNumbers, swapsOf, unknownIn } from './numbers.ts'

const PAGE = '+33199001234'
const OURS = '+33353010042'
const swaps = swapsOf([{ f: PAGE, t: OURS }])

test.each([
  ['a longer run after', '01990012345'],
  ['a longer run before', '50199001234'],
  ['a longer run on both sides', '7 0019900123456'],
  ['another number', '01 99 00 12 35'],
  ['an unfinished number', '01 99 00 12 3'],
  ['nine digits, as in a SIREN', '199 001 234'],
  ['an e-mail address', '0199001234@exemple.fr'],
  ['another country code', '+32 1 99 00 12 34'],
  ['an overseas code before metropolitan digits', '+262 1 99 00 12 34'],
  ['a letter between digits', '01 99 OO 12 34'],
  ['a comma between digits', '01,99,00,12,34'],
])('%s is left alone: %s', (_, text) => {
  expect(swapNumbers(text, swaps)).toBe(text)
})

test.each([
  ['01 99 00 12 34', '03 53 01 00 42'],
  ['01\u00a099\u00a000\u00a012\u00a034', '03\u00a053\u00a001\u00a000\u00a042'],
  ['01\u202f99\u202f00\u202f12\u202f34', '03\u202f53\u202f01\u202f00\u202f42'],
  ['01\u200999\u200900\u200912\u200934', '03\u200953\u200901\u200900\u200942'],
  ['01.99.00.12.34', '03.53.01.00.42'],
  ['01. 99. 00. 12. 34', '03. 53. 01. 00. 42'],
  ['01-99-00-12-34', '03-53-01-00-42'],
  ['01\u201199\u201100\u201112\u201134', '03\u201153\u201101\u201100\u201142'],
  ['01–99–00–12–34', '03–53–01–00–42'],
  ['01/99/00/12/34', '03/53/01/00/42'],
  ['01·99·00·12·34', '03·53·01·00·42'],
  ['0199001234', '0353010042'],
  ['0199 00 12 34', '0353 01 00 42'],
  ['0 199 001 234', '0 353 010 042'],
  ['(01) 99 00 12 34', '(03) 53 01 00 42'],
  ['(0)1 99 00 12 34', '(0)3 53 01 00 42'],
  ['+33199001234', '+33353010042'],
  ['+33 1 99 00 12 34', '+33 3 53 01 00 42'],
  ['+33 (0)1 99 00 12 34', '+33 (0)3 53 01 00 42'],
  ['+33(0)199001234', '+33(0)353010042'],
  ['(+33) 1 99 00 12 34', '(+33) 3 53 01 00 42'],
  ['(+33) (0)1.99.00.12.34', '(+33) (0)3.53.01.00.42'],
  ['+33 0 1 99 00 12 34', '+33 0 3 53 01 00 42'],
  ['0033 1 99 00 12 34', '0033 3 53 01 00 42'],
  ['00 33 1 99 00 12 34', '00 33 3 53 01 00 42'],
  ['0033199001234', '0033353010042'],
  ['33199001234', '33353010042'],
  ['Tél.:01 99 00 12 34.', 'Tél.:03 53 01 00 42.'],
  ['01 99 00 12 34 (7j/7)', '03 53 01 00 42 (7j/7)'],
  ['01 99 00 12 34 / 01 99 00 99 99', '03 53 01 00 42 / 01 99 00 99 99'],
  ['Lot 33 01 99 00 12 34', 'Lot 33 03 53 01 00 42'],
  ['Réf. 262 01 99 00 12 34', 'Réf. 262 03 53 01 00 42'],
  ['Lot 05 01 99 00 12 34', 'Lot 05 03 53 01 00 42'],
  ['tel:+33199001234', 'tel:+33353010042'],
  ['0199001234 0199001234', '0353010042 0353010042'],
  ['a\u00ad 01\u00ad99 00 12 34', 'a\u00ad 03\u00ad53 01 00 42'],
])('%s becomes %s, written the same way', (text, expected) => {
  expect(swapNumbers(text, swaps)).toBe(expected)
})

// No fiction range exists overseas or in 08: the numbers below are synthetic (0884 is unallocated).
test.each([
  ['+262262123456', OURS, '0262 12 34 56', '0353 01 00 42'],
  ['+262262123456', OURS, '+262 262 12 34 56', '+33\u00a03\u00a053\u00a001\u00a000\u00a042'],
  ['+262262123456', '+590590123456', '+262 262 12 34 56', '+590 590 12 34 56'],
  [PAGE, '+262262123456', '01 99 00 12 34', '02 62 12 34 56'],
  [PAGE, '+262262123456', '+33 1 99 00 12 34', '+262\u00a02\u00a062\u00a012\u00a034\u00a056'],
  ['+33884012345', OURS, '0 884 012 345', '0 353 010 042'],
  ['+33884012345', OURS, '0884 012 345', '0353 010 042'],
  [PAGE, '+33884012345', '01 99 00 12 34', '08 84 01 23 45'],
])('%s → %s: %s becomes %s', (f, t, text, expected) => {
  expect(swapNumbers(text, swapsOf([{ f, t }]))).toBe(expected)
})

test('every number of the list goes to its own', () => {
  const two = swapsOf([
    { f: PAGE, t: OURS },
    { f: '+33465710001', t: '+33536490002' },
  ])
  expect(swapNumbers('01 99 00 12 34, 04 65 71 00 01 et 01 99 00 12 34', two)).toBe(
    '03 53 01 00 42, 05 36 49 00 02 et 03 53 01 00 42',
  )
})

test('edits come last one first and say where', () => {
  expect(editsIn('a 0199001234 b 0199001234', swaps)).toEqual([
    [15, 25, '0353010042'],
    [2, 12, '0353010042'],
  ])
})

test('an empty list swaps nothing', () => {
  expect(swapNumbers('01 99 00 12 34', swapsOf([]))).toBe('01 99 00 12 34')
})

test('the unknown numbers are told as written; what is no number is not', () => {
  const text = '03 53 01 00 42, 04.65.71.00.01 ou +33 (0)2 61 91 00 05, le 01/02/2026 à 12 h, réf. 0199001234567'
  expect(unknownIn(text, [{ f: PAGE, t: OURS }])).toEqual(['04.65.71.00.01', '+33 (0)2 61 91 00 05'])
})

test.each([
  ['tel:+33353010042', OURS],
  ['tel:03%2053%2001%2000%2042', OURS],
  ['tel:0033(0)353010042', OURS],
  ['tel:0353010042;ext=12', OURS],
  ['tel:0262123456', '+262262123456'],
  ['tel:+33199001234', undefined],
])('%s is a call to %s', (address, expected) => {
  const shown = [
    { f: PAGE, t: OURS },
    { f: '+33465710001', t: '+262262123456' },
  ]
  expect(shownAt(address, shown)).toBe(expected)
})
