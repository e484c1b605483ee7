import { expect, test } from 'vitest'
import { hashPassword, hashToken, isPassword, newToken } from './secrets.ts'

const password = 'Crêpe au sarrasin'
const hash = await hashPassword(password)

test.each([
  ['another password', 'crêpe au sarrasin', hash],
  ['an empty hash', password, ''],
  ['a hash of another kind', password, hash.replace('scrypt', 'plain')],
  ['a hash cut short', password, hash.split('$').slice(0, 5).join('$')],
])('%s does not open', async (_, given, kept) => {
  expect(await isPassword(given, kept)).toBe(false)
})

test('a password opens however its letters are composed', async () => {
  expect(await isPassword(password.normalize('NFD'), hash)).toBe(true) // the hash is of the composed form
})

test('one password hashed twice does not show that it is one', async () => {
  expect(await hashPassword(password)).not.toBe(hash)
  expect(hash).not.toContain(password)
})

test('tokens are long and differ, and only their hash is kept', () => {
  const [a, b] = [newToken(), newToken()]
  expect(a).not.toBe(b)
  expect(Buffer.from(a, 'base64url')).toHaveLength(32)
  expect(hashToken(a)).not.toEqual(hashToken(b))
})
