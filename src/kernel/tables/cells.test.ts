import { expect, test } from 'vitest'
import { centsCell, dayCell } from './index.ts'

test.each([
  ['2024-03-05', '2024-03-05'],
  ['2024-03-05T10:00:00Z', '2024-03-05'],
  ['05/03/2024', '2024-03-05'],
  ['5.3.2024', '2024-03-05'],
  ['29/02/2024 10:30', '2024-02-29'],
])('the day %s is %s', (text, day) => {
  expect(dayCell('soldOn', text)).toBe(day)
})
test.each(['', '2024', '31/02/2024', '2023-02-29', '03/15/2024', 'hier', '5/3/24', '0000-01-01'])(
  '« %s » is no day',
  (text) => {
    expect(() => dayCell('soldOn', text)).toThrow(
      expect.objectContaining({ code: 'import.bad_date', params: { column: 'soldOn', value: text } }),
    )
  },
)

test.each([
  ['12', 1200],
  ['12,5', 1250],
  ['12.50', 1250],
  ['1 234,56 €', 123_456],
  ['1\u202f234,56\u00a0€', 123_456],
  ['1.234,56', 123_456],
  ['1,234.56', 123_456],
  ['1,234', 123_400],
  ['0', 0],
  ['99 EUR', 9900],
])('the amount %s is %s cents', (text, cents) => {
  expect(centsCell('amount', text)).toBe(cents)
})
test.each(['', '-5', '12,345,6', 'douze', '1e9', '12 $', '1 000 000 001', '1,2,3'])('« %s » is no amount', (text) => {
  expect(() => centsCell('amount', text)).toThrow(expect.objectContaining({ code: 'import.bad_amount' }))
})
