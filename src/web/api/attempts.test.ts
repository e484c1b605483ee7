import { expect, test } from 'vitest'
import { keyOfAttempt, settleAttempt } from './attempts.ts'

test('two creations have two keys', () => {
  expect(keyOfAttempt('POST /api/sites {"name":"Nantes"}')).not.toBe(keyOfAttempt('POST /api/sites {"name":"Rennes"}'))
})

test('the same one keeps its key until it is answered', () => {
  const content = 'POST /api/sites {"name":"Brest"}'
  const first = keyOfAttempt(content)
  expect(first).toMatch(/^[0-9a-f]{32}$/)
  expect(keyOfAttempt(content)).toBe(first)
  settleAttempt(content)
  expect(keyOfAttempt(content)).not.toBe(first)
})
