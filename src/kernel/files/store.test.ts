import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import S3rver from 's3rver'
import { afterAll, describe, expect, test } from 'vitest'
import { onDisk } from './disk.ts'
import { inBucket } from './s3.ts'
import type { FileStore } from './store.ts'

// The same contract for a folder and for a bucket of a real S3 server.

const folder = await mkdtemp(join(tmpdir(), 'visavis-files-'))
const bucket = new S3rver({
  port: 0,
  address: '127.0.0.1',
  silent: true,
  directory: join(folder, 's3'),
  configureBuckets: [{ name: 'visavis', configs: [] }],
})
const { port } = await bucket.run()
const address = (key: string) => `http://${key}:S3RVER@127.0.0.1:${port}/visavis?region=fr-par`
afterAll(async () => {
  await bucket.close()
  await rm(folder, { recursive: true, force: true })
})

const stores: [string, FileStore][] = [
  ['a folder', onDisk(join(folder, 'files'))],
  ['a bucket', inBucket(address('S3RVER'))],
]
describe.each(stores)('%s', (_, store) => {
  test('gives back what it was given, byte by byte, until it is removed', async () => {
    const bytes = Buffer.from(Array.from({ length: 70_000 }, (_, n) => n % 256))
    await store.write('org/un', bytes)
    await store.write('org/deux', Buffer.from('é'))
    expect((await store.read('org/un')).equals(bytes)).toBe(true)
    expect((await store.read('org/deux')).toString()).toBe('é')
    await store.remove('org/un')
    await store.remove('org/un')
    await expect(store.read('org/un')).rejects.toMatchObject({ status: 410, code: 'file.missing' })
    expect((await store.read('org/deux')).toString()).toBe('é')
  })
})

test('nothing half-written is left in a folder', async () => {
  const store = onDisk(join(folder, 'whole'))
  await store.write('org/un', Buffer.from('un'))
  expect(await readdir(join(folder, 'whole/org'))).toEqual(['un'])
  // A device without room, as Linux has one.
  await expect(onDisk('/dev/full').write('org/un', Buffer.from('un'))).rejects.toThrow()
})

test('a bucket that refuses, or is not there, is said to be silent; its secret is not told', async () => {
  const refused = await inBucket(address('inconnue'))
    .write('org/un', Buffer.from('un'))
    .catch((error: Error) => error)
  expect(refused).toMatchObject({ status: 503, code: 'file.store_silent' })
  expect(JSON.stringify(refused) + String((refused as Error).cause)).not.toContain('S3RVER')
  const gone = inBucket('http://a:b@127.0.0.1:9/visavis')
  await expect(gone.read('org/un')).rejects.toMatchObject({ code: 'file.store_silent' })
})

test('a bucket without room is not one that is silent', async () => {
  const full = createServer((request, response) => void request.resume().on('end', () => response.writeHead(507).end()))
  await new Promise<void>((ready) => full.listen(0, '127.0.0.1', ready))
  const store = inBucket(`http://a:b@127.0.0.1:${(full.address() as AddressInfo).port}/visavis`)
  await expect(store.write('org/un', Buffer.from('un'))).rejects.toMatchObject({ status: 503, code: 'file.no_room' })
  full.close()
}, 20_000)
