import { expect, test } from 'vitest'
import { lastSeen, stepsDone } from './next-steps.ts'

test('nothing known, nothing ticked', () => {
  expect(Object.values(stepsDone({}))).toEqual([false, false, false, false, false, false])
  expect(Object.values(stepsDone({ sites: [], websites: [] }))).not.toContain(true)
})

test('the script is ticked once a page has spoken, not when it is declared', () => {
  expect(stepsDone({ websites: [{ seenAt: null }] }).script).toBe(false)
  expect(stepsDone({ websites: [{ seenAt: null }, { seenAt: '2026-03-02T09:00:00.000Z' }] }).script).toBe(true)
})

test('the last page to speak is the one told', () => {
  const websites = ['2026-03-02T09:00:00.000Z', '2026-03-02T10:00:00.000Z', null].map((seenAt) => ({ seenAt }))
  expect(lastSeen({ websites })).toBe('2026-03-02T10:00:00.000Z')
})
