import { Readable, type Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createZstdCompress, createZstdDecompress } from 'node:zlib'
import { Decrypter, Encrypter } from 'age-encryption'
import { DomainError, invalid } from '#shared/errors'
import { marked, unmarked } from './end-mark.ts'
import { family } from './format.ts'

/** Who may open a backup: whoever knows the passphrase, or holds the key of one of the recipients (`age1…`). */
export type Lock = { passphrase?: string; recipients?: string[] }
/** What opens it: the passphrase, or secret keys (`AGE-SECRET-KEY-1…`). */
export type Keys = { passphrase?: string; identities?: string[] }

const zstdMagic = Buffer.from([0x28, 0xb5, 0x2f, 0xfd])
const ageMagic = Buffer.from('age-encryption.org/')

/** Compressed by zstd, then locked in the age format, so that `zstd -d` and `age -d` can open it without us. */
export async function* sealed(
  bytes: AsyncIterable<Buffer>,
  { passphrase, recipients = [] }: Lock,
): AsyncGenerator<Buffer> {
  const compressed = marked(through(bytes, createZstdCompress()))
  if (passphrase === undefined && recipients.length === 0) {
    yield* compressed
    return
  }
  const locker = new Encrypter()
  if (passphrase !== undefined) locker.setPassphrase(passphrase)
  for (const recipient of recipients) locker.addRecipient(recipient)
  yield* buffers(await locker.encrypt(webStream(compressed)))
}

/** @throws {DomainError} `backup.bad_recipient`. */
export function checkRecipient(recipient: string): string {
  try {
    new Encrypter().addRecipient(recipient)
    return recipient
  } catch {
    throw invalid('backup.bad_recipient', { recipient })
  }
}

/**
 * The bytes under lock and compression, whichever there are.
 * @throws {DomainError} `backup.locked` without a key, `backup.wrong_key`, `backup.altered`, `backup.truncated`,
 *   `backup.foreign`.
 */
export async function* unsealed(bytes: AsyncIterable<Uint8Array>, keys: Keys): AsyncGenerator<Buffer> {
  const outer = await peeked(bytes)
  const isLocked = outer.head.subarray(0, ageMagic.length).equals(ageMagic)
  const inner = isLocked ? await peeked(unlocked(outer.all, keys)) : outer
  const startsWith = (magic: Buffer) => inner.head.subarray(0, magic.length).equals(magic)
  if (startsWith(zstdMagic)) yield* decompressed(unmarked(inner.all))
  else if (startsWith(family)) yield* inner.all
  else throw invalid('backup.foreign')
}

async function* unlocked(bytes: AsyncIterable<Buffer>, { passphrase, identities = [] }: Keys): AsyncGenerator<Buffer> {
  if (passphrase === undefined && identities.length === 0) throw invalid('backup.locked')
  const opener = new Decrypter()
  if (passphrase !== undefined) opener.addPassphrase(passphrase)
  for (const identity of identities) opener.addIdentity(identity)
  const open = await opener.decrypt(webStream(bytes)).catch((error: Error) => {
    throw invalid(/no identity/.test(error.message) ? 'backup.wrong_key' : 'backup.altered')
  })
  try {
    yield* buffers(open)
  } catch (error) {
    // Each part is authentic or is not given out; the last one is marked, so a cut looks like a change.
    throw error instanceof DomainError ? error : invalid('backup.altered')
  }
}

/** The library takes a browser's stream: Node's is one, though its typings do not say so. */
const webStream = (bytes: AsyncIterable<Uint8Array>) =>
  Readable.toWeb(Readable.from(bytes)) as unknown as ReadableStream<Uint8Array>

async function* buffers(stream: ReadableStream<Uint8Array>): AsyncGenerator<Buffer> {
  for await (const part of stream as unknown as AsyncIterable<Uint8Array>)
    yield Buffer.from(part.buffer, part.byteOffset, part.byteLength)
}

async function* decompressed(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield* through(bytes, createZstdDecompress())
  } catch (error) {
    if (error instanceof DomainError) throw error
    const { code = '', message } = error as Error & { code?: string }
    if (/unexpected end|srcSize/i.test(message + code)) throw invalid('backup.truncated')
    if (/^(Z_|ZSTD_)/.test(code)) throw invalid('backup.altered')
    throw error
  }
}

async function* through(bytes: AsyncIterable<Buffer>, transform: Transform): AsyncGenerator<Buffer> {
  const fed = pipeline(Readable.from(bytes), transform)
  fed.catch(() => {}) // told by the iteration below
  for await (const part of transform) yield part as Buffer
  await fed
}

async function peeked(bytes: AsyncIterable<Uint8Array>): Promise<{ head: Buffer; all: AsyncGenerator<Buffer> }> {
  const iterator = bytes[Symbol.asyncIterator]()
  let head = Buffer.alloc(0)
  while (head.length < 32) {
    const { value, done } = await iterator.next()
    if (done) break
    head = Buffer.concat([head, value])
  }
  async function* all() {
    yield head
    for (;;) {
      const { value, done } = await iterator.next()
      if (done) return
      yield Buffer.from(value.buffer, value.byteOffset, value.byteLength)
    }
  }
  return { head, all: all() }
}
