import { expect, test } from 'vitest'
import { readCursor, writeCursor } from './cursor.ts'

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

test.each([
  ['nothing', ''],
  ['not base64', '%%%'],
  ['not JSON', Buffer.from('{').toString('base64url')],
  ['no list', encode({ 0: 'a', 1: 'b', length: 2 })],
  ['too short a list', encode(['a'])],
  ['too long a list', encode(['a', 'b', 'c'])],
  ['other than texts', encode(['a', 1])],
  ['a hole', encode(['a', null])],
])('%s is no cursor', (_, cursor) => {
  expect(() => readCursor(cursor, 2)).toThrow(expect.objectContaining({ code: 'input.bad_cursor', status: 422 }))
})

test('a cursor gives back what was written', () => {
  const values = ['2026-03-29T00:59:59.999Z', 'é « … »']
  expect(readCursor(writeCursor(values), 2)).toEqual(values)
  expect(writeCursor(values)).toMatch(/^[\w-]+$/)
})
