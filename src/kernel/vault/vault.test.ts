import { mkdtemp, readFile, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { keyFile, newKey, openVault, VaultError, vaultOf } from './index.ts'

const [one, two] = [newKey(), newKey()]
const vault = vaultOf(one)
const sealed = vault.seal('un secret é', 'voice 1')

test.each([
  ['under another key', () => vaultOf(two).open(sealed, 'voice 1')],
  ['for another purpose', () => vault.open(sealed, 'voice 2')],
  ['altered', () => vault.open(sealed.slice(0, -2) + (sealed.endsWith('AA') ? 'BB' : 'AA'), 'voice 1')],
  ['cut short', () => vault.open(sealed.slice(0, 30), 'voice 1')],
  ['in clear', () => vault.open('un secret', 'voice 1')],
  ['empty', () => vault.open('', 'voice 1')],
])('what is sealed does not open %s', (_, open) => {
  expect(open).toThrow(VaultError)
})

test('no key, or a short one, opens no vault', async () => {
  expect(() => vaultOf(' , ')).toThrow(VaultError)
  const dataDir = await mkdtemp(join(tmpdir(), 'visavis-vault-'))
  await writeFile(keyFile(dataDir), 'court\n')
  await expect(openVault({ dataDir })).rejects.toThrow('32 characters')
})

test('what is sealed opens, shows nothing, and is never the same twice', () => {
  expect(vault.open(sealed, 'voice 1')).toBe('un secret é')
  expect(sealed).not.toContain(Buffer.from('un secret').toString('base64url').slice(0, 8))
  expect(vault.seal('un secret é', 'voice 1')).not.toBe(sealed)
  expect([vault.isSealed(sealed), vault.isSealed('un secret')]).toEqual([true, false])
})

test('after a new key has come in front, the old one still opens, and it is known what is to be sealed anew', () => {
  const rotated = vaultOf(`${two}\n${one}\n`)
  expect(rotated.open(sealed, 'voice 1')).toBe('un secret é')
  expect([vault.isCurrent(sealed), rotated.isCurrent(sealed)]).toEqual([true, false])
  expect(rotated.isCurrent(rotated.seal('x', 'voice 1'))).toBe(true)
})

test('what is derived is the same again, other for another purpose or key, and long', () => {
  expect(vault.derive('a')).toBe(vaultOf(one).derive('a'))
  expect(new Set([vault.derive('a'), vault.derive('b'), vaultOf(two).derive('a')]).size).toBe(3)
  expect(Buffer.from(vault.derive('a'), 'base64url')).toHaveLength(32)
})

test('the key is made once, for its owner only, and several processes that start at once have the same', async () => {
  const dataDir = join(await mkdtemp(join(tmpdir(), 'visavis-vault-')), 'data')
  const vaults = await Promise.all(Array.from({ length: 5 }, () => openVault({ dataDir })))
  expect(new Set(vaults.map(({ derive }) => derive('a'))).size).toBe(1)
  expect((await stat(keyFile(dataDir))).mode & 0o777).toBe(0o600)
  expect(vaultOf(await readFile(keyFile(dataDir), 'utf8')).derive('a')).toBe(vaults[0]!.derive('a'))
  expect((await openVault({ dataDir, secretKey: two })).derive('a')).toBe(vaultOf(two).derive('a'))
})
