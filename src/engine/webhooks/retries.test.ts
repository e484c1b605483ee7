import { expect, test } from 'vitest'
import { allTries, isFailingForDays, nextAttempt } from './retries.ts'

const at = new Date('2026-11-25T08:00:00Z')
const after = (triesLeft: number, chance = 0, retryAfter?: string) => {
  const next = nextAttempt(triesLeft, at, chance, retryAfter)
  return next && (next.getTime() - at.getTime()) / 1000
}

test('tried at once, then ever later, for a little more than a day', () => {
  const waits = Array.from({ length: allTries }, (_, made) => after(allTries - 1 - made))
  expect(waits).toEqual([5, 300, 1800, 7200, 18_000, 36_000, 36_000, undefined])
  const total = waits.reduce<number>((sum, wait) => sum + (wait ?? 0), 0)
  expect(total / 3600).toBeGreaterThan(24)
})

test('what failed together does not come back together, nor too early, nor much too late', () => {
  expect([0, 0.5, 1].map((chance) => after(4, chance))).toEqual([7200, 7920, 8640].map((seconds) => seconds))
})

test('a receiver may ask for more time, never for less, nor for days', () => {
  expect(after(7, 0, '120')).toBe(120)
  expect(after(6, 0, '120')).toBe(300)
  expect(after(7, 0, '999999')).toBe(36_000)
  for (const odd of ['', '-5', 'demain', 'Wed, 25 Nov 2026 09:00:00 GMT', '1e9', '99999999'])
    expect(after(7, 0, odd)).toBe(5)
  expect(after(0, 0, '120')).toBeUndefined()
})

test.each([
  [null, false],
  ['2026-11-25T08:00:00Z', false],
  ['2026-11-20T08:00:01Z', false],
  ['2026-11-20T08:00:00Z', true],
])('failing since %s: for days? %s', (since, expected) => {
  expect(isFailingForDays(since === null ? null : new Date(since), at)).toBe(expected)
})
