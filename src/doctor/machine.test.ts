import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { checkClock, checkDisk, checkNode, checkSecrets, ownSecrets } from './machine.ts'

const folder = await mkdtemp(join(tmpdir(), 'visavis-doctor-'))
await chmod(folder, 0o755)
afterAll(() => rm(folder, { recursive: true }))

test.each([
  ['20.19.0', 'fault'],
  ['22.17.1', 'fault'],
  ['22.18.0', 'ok'],
  ['24.0.0', 'ok'],
])('Node %s is %s', (version, state) => {
  expect(checkNode(version)).toMatchObject({ state })
})

test('a clock that is not that of others, or of the past, is told', () => {
  const now = new Date('2027-03-01T10:00:00Z')
  const at = (seconds: number) => ({ name: 'PostgreSQL', at: new Date(now.getTime() + seconds * 1000) })
  expect(checkClock([at(2)], now)).toMatchObject({ state: 'ok' })
  for (const seconds of [9, -9, 3600])
    expect(checkClock([at(0), at(seconds)], now)).toMatchObject({
      state: 'attention',
      reason: 'off',
      params: { name: 'PostgreSQL', seconds: Math.abs(seconds) },
    })
  expect(checkClock([], new Date('1970-01-01T00:10:00Z'))).toMatchObject({ state: 'fault', reason: 'past' })
})

test('a disk that fills is told by how much, the fullest first; a folder that is not there, too', async () => {
  const disks: Record<string, number> = { '/a': 0.6, '/b': 0.19, '/c': 0.049 }
  const free = async (path: string) => disks[path]
  expect(await checkDisk(['/a'], free)).toMatchObject({ state: 'ok', params: { percent: 60 } })
  expect(await checkDisk(['/a', '/b'], free)).toMatchObject({
    state: 'attention',
    params: { folder: '/b', percent: 19 },
  })
  expect(await checkDisk(['/a', '/c', '/b'], free)).toMatchObject({
    state: 'fault',
    params: { folder: '/c', percent: 4 },
  })
  expect(await checkDisk([folder, join(folder, 'absent')])).toMatchObject({ state: 'attention', reason: 'missing' })
  expect(await checkDisk([folder])).toMatchObject({ params: { folder, percent: expect.any(Number) as number } })
  expect(await checkDisk([])).toMatchObject({ state: 'ok' })
})

test('a secret that others can read or change is told; behind a closed folder it is not theirs', async () => {
  const data = join(folder, 'data')
  await mkdir(data, { mode: 0o755 })
  const password = join(data, 'postgres.password')
  await writeFile(password, 'x')
  await writeFile(join(data, 'notes.txt'), 'x')
  expect(await ownSecrets(data)).toEqual([password])
  await chmod(password, 0o644)
  expect(await checkSecrets([password])).toMatchObject({ state: 'fault', reason: 'open', params: { path: password } })
  await chmod(data, 0o700)
  expect(await checkSecrets([password])).toMatchObject({ state: 'ok' })
  await chmod(password, 0o660)
  expect(await checkSecrets([password])).toMatchObject({ state: 'fault', reason: 'writable' })
  await chmod(password, 0o600)
  expect(await checkSecrets([password, join(data, 'absent')])).toMatchObject({ state: 'ok', params: { count: 1 } })
})
