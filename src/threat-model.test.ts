import { access, readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'

const root = new URL('../', import.meta.url)
const text = await readFile(new URL('docs/threat-model.md', root), 'utf8')
const files = [...new Set([...text.matchAll(/`((?:src|e2e)\/[^`]+\.test\.ts)`/g)].map(([, file]) => file!))]

test('the threat model names many tests', () => {
  expect(files.length).toBeGreaterThan(25)
})

test.each(files)('%s is there', async (file) => {
  await expect(access(new URL(file, root))).resolves.toBeUndefined()
})
