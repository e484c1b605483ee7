import { expect, test } from 'vitest'
import { periodBefore, wholeMonths } from './period.ts'

test.each([
  [
    { from: '2026-01-01', to: '2026-03-31' },
    { from: '2026-01-01', to: '2026-03-31' },
  ],
  [
    { from: '2026-01-02', to: '2026-03-30' },
    { from: '2026-02-01', to: '2026-02-28' },
  ],
  [
    { from: '2024-01-15', to: '2024-03-02' },
    { from: '2024-02-01', to: '2024-02-29' },
  ],
  [
    { from: '2026-11-20', to: '2027-02-10' },
    { from: '2026-12-01', to: '2027-01-31' },
  ],
  [{ from: '2026-01-02', to: '2026-02-10' }, undefined],
  [{ from: '2026-01-02', to: '2026-01-31' }, undefined],
  [
    { from: '2026-02-01', to: '2026-02-28' },
    { from: '2026-02-01', to: '2026-02-28' },
  ],
])('the whole months of %o', (span, months) => expect(wholeMonths(span)).toEqual(months))

test('as many days before', () => {
  expect(periodBefore({ from: '2026-03-01', to: '2026-03-31' })).toEqual({ from: '2026-01-29', to: '2026-02-28' })
})
