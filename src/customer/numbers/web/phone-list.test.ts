import { expect, test } from 'vitest'
import { phoneListLimit, readPhoneList } from './phone-list.ts'

test.each([
  ['04 65 71 10 0', 'not_a_number'],
  ['04 65 71 10 00 00', 'not_a_number'],
  ['accueil', 'not_a_number'],
  ['04 65 71 10 00 accueil', 'not_a_number'],
  ['3949', 'not_a_number'],
  ['112', 'not_a_number'],
  ['00 65 71 10 00', 'not_a_number'],
  ['04 65 71 10 00 à', 'not_a_number'],
  ['04 65 71 10 00 à demain', 'not_a_number'],
  ['04 65 71 10 00 à 04 65 71 10 10 à 04 65 71 10 20', 'not_a_number'],
  ['04 65 71 10 00 à +262 262 00 00 00', 'not_a_number'],
  ['04 65 71 10 49 à 04 65 71 10 00', 'range_backwards'],
  ['04 65 71 00 00 à 04 65 71 99 99', 'range_too_long'],
])('%s is refused: %s', (text, reason) => {
  expect(readPhoneList(text)).toEqual({ phones: [], refused: [{ line: 1, text, reason }] })
})

test.each([
  ['04 65 71 10 00'],
  ['04.65.71.10.00'],
  ['04-65-71-10-00'],
  ['04 - 65 - 71 - 10 - 00'],
  ['04\u00A065\u202F71 10 00'],
  ['04 65 71 10 00'],
  ['+33 4 65 71 10 00'],
  ['+33 (0)4 65 71 10 00'],
  ['+33 04 65 71 10 00'],
  ['0033 4 65 71 10 00'],
  ['tel:+33465711000'],
])('%s is 0465711000', (text) => {
  expect(readPhoneList(text)).toEqual({ phones: ['0465711000'], refused: [] })
})

test('a number of overseas keeps the country it was written with', () => {
  expect(readPhoneList('+262 262 00 00 00\n0262 00 00 01').phones).toEqual(['+262262000000', '0262000001'])
})

test.each([
  ['04 65 71 10 08 à 04 65 71 10 11'],
  ['04 65 71 10 08 a 04.65.71.10.11'],
  ['0465711008 - 0465711011'],
  ['0465711008 – +33 4 65 71 10 11'],
  ['0465711008→0465711011'],
  ['0465711008...0465711011'],
  ['04 65 71 10 08 à 11'],
  ['04 65 71 10 08 à 10 11'],
])('%s is four numbers', (text) => {
  const phones = ['0465711008', '0465711009', '0465711010', '0465711011']
  expect(readPhoneList(text)).toEqual({ phones, refused: [] })
})

test('a range written with its country keeps it', () => {
  expect(readPhoneList('+262 262 00 00 09 à +262 262 00 00 10').phones).toEqual(['+262262000009', '+262262000010'])
})

test('the longest range that the server takes is understood', () => {
  expect(readPhoneList('04 65 71 00 00 à 04 65 71 19 99').phones).toHaveLength(phoneListLimit)
})

test('empty lines are nothing, a number is kept once, refusals tell their line', () => {
  expect(readPhoneList('\n04 65 71 10 00\n\n0465711000 ; 04 65 71 10 01\r\nfax')).toEqual({
    phones: ['0465711000', '0465711001'],
    refused: [
      { line: 4, text: '0465711000', reason: 'repeated' },
      { line: 5, text: 'fax', reason: 'not_a_number' },
    ],
  })
})

test('a range that overlaps adds only what is new', () => {
  const { phones, refused } = readPhoneList('04 65 71 10 01\n04 65 71 10 00 à 02')
  expect(phones).toEqual(['0465711001', '0465711000', '0465711002'])
  expect(refused).toEqual([])
})
