import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, expect, test } from 'vitest'
import { checkBackup } from '#kernel/backup'
import { testServer } from '#test/server'

const dir = await mkdtemp(join(tmpdir(), 'visavis-daily-'))
afterAll(() => rm(dir, { recursive: true }))
const passphrase = 'une phrase assez longue'
const given = { dir, at: '00:00', keep: 3, recipients: [], passphrase }
await testServer({ backup: given })
// Beside it, on a database of its own, a house that is stopped before it is through.
await testServer({ backup: { ...given, dir: join(dir, 'nowhere') } })

test('the house makes its backup, locked as configured', async () => {
  const made = async () => (await readdir(dir)).filter((name) => name.endsWith('.age'))
  await expect.poll(made, { timeout: 30_000 }).toHaveLength(1)
  const bytes = await readFile(join(dir, (await made())[0]!))
  expect(await checkBackup(Readable.from([bytes]), { passphrase })).toMatchObject({ last: { files: 0 } })
})
