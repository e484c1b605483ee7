import { createHash } from 'node:crypto'
import { invalid } from '#shared/errors'

// A frame that zstd skips (RFC 8878, 3.1.2): its magic number, the length of what follows, both little-endian.
const frame = Buffer.from([0x50, 0x2a, 0x4d, 0x18, 32, 0, 0, 0])
const length = frame.length + 32

/**
 * Compressed bytes, then the sum of them: Node's decompressor does not miss the last bytes of a file as long as they hold
 * no content (measured: 8 bytes cut without an error), and some bits of it mean nothing.
 */
export async function* marked(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const sum = createHash('sha256')
  for await (const part of bytes) {
    sum.update(part)
    yield part
  }
  yield Buffer.concat([frame, sum.digest()])
}

/** The same without the mark. @throws {DomainError} `backup.truncated` where it is missing, `backup.altered` where it is wrong. */
export async function* unmarked(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const sum = createHash('sha256')
  let held = Buffer.alloc(0)
  for await (const part of bytes) {
    held = Buffer.concat([held, part])
    if (held.length <= length) continue
    const given = held.subarray(0, held.length - length)
    sum.update(given)
    yield given
    held = held.subarray(given.length)
  }
  if (!held.subarray(0, frame.length).equals(frame)) throw invalid('backup.truncated')
  if (!held.subarray(frame.length).equals(sum.digest())) throw invalid('backup.altered')
}
