import { expect, test } from 'vitest'
import { matches } from './matches.ts'

const number = { label: 'Dépliant printemps', note: '01 99 00 12 34', e164: '+33199001234' }

test.each(['01 99 00 12 34', '0199001234', '+33 1 99', '0033199', '9900', '12.34', 'depliant', 'PRINT dépl'])(
  '« %s » finds the number',
  (query) => expect(matches(query, number)).toBe(true),
)

test.each(['02 99', 'automne', '+44', 'depliant automne'])('« %s » does not', (query) =>
  expect(matches(query, number)).toBe(false),
)

test('digits find a name that holds them when there is no number', () => {
  expect(matches('2026', { label: 'Printemps 2026' })).toBe(true)
  expect(matches('2025', { label: 'Printemps 2026' })).toBe(false)
})
