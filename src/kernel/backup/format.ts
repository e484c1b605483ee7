import { createHash, type Hash } from 'node:crypto'
import { z } from 'zod'
import { invalid } from '#shared/errors'

/**
 * A backup is this first line, then records: one byte for the kind, four for the length, then that many bytes. Kinds:
 * `H` what it is (once, first), `T` a table begins, `F` a file begins, `D` a part of it, `E` it ends, `Z` the whole ends.
 * All but `D` are JSON. `E` carries the SHA-256 of its parts, `Z` that of all other records: so whatever is cut, altered
 * or left out is found.
 */
export const magic = Buffer.from('visavis-backup 1\n')
export const family = Buffer.from('visavis-backup ')
const longest = 4 * 1024 * 1024

export type Kind = 'H' | 'T' | 'F' | 'D' | 'E' | 'Z'
export type Row = { kind: Kind; body: Buffer }

const Count = z.number().int().nonnegative()
/** What is known before anything is read; `takenAt` is the instant of the snapshot. */
export const Head = z.object({
  product: z.string(),
  takenAt: z.iso.datetime(),
  postgres: z.string(),
  /** Something sealed by the installation's key, which is not in the backup: whoever restores finds out whether it is at hand. */
  sealed: z.string().optional(),
  migrations: z.array(z.object({ name: z.string(), sha256: z.string() })),
  tables: z.array(z.string()),
  sequences: z.array(z.object({ name: z.string(), last: z.string(), called: z.boolean() })),
})
export type Head = z.output<typeof Head>
export const TableStart = z.object({ name: z.string(), columns: z.array(z.string()) })
export type TableStart = z.output<typeof TableStart>
export const FileStart = z.object({ orgId: z.uuid(), id: z.uuid(), size: Count, sha256: z.string() })
export type FileStart = z.output<typeof FileStart>
export const End = z.object({ rows: Count, bytes: Count, sha256: z.string() })
export type End = z.output<typeof End>
export const Last = z.object({ tables: z.record(z.string(), Count), files: Count, sha256: z.string() })
export type Last = z.output<typeof Last>

export function record(kind: Kind, body: Buffer | object): Buffer[] {
  const bytes = Buffer.isBuffer(body) ? body : Buffer.from(JSON.stringify(body))
  const start = Buffer.alloc(5)
  start.write(kind, 0, 'latin1')
  start.writeUInt32BE(bytes.length, 1)
  return [start, bytes]
}

/** The running sum over every record but the parts. */
export const sumOfRecords = (): Hash => createHash('sha256').update(magic)

/**
 * Records of a stream of bytes.
 * @throws {DomainError} `backup.foreign`, `backup.newer_format`, `backup.altered`, `backup.truncated`.
 */
export async function* records(bytes: AsyncIterable<Buffer>): AsyncGenerator<Row> {
  const source = reader(bytes)
  const first = await source.take(magic.length)
  if (!first?.equals(magic)) {
    if (first?.subarray(0, family.length).equals(family)) throw invalid('backup.newer_format')
    throw invalid('backup.foreign')
  }
  for (;;) {
    const start = await source.take(5)
    if (!start) throw invalid('backup.truncated')
    const kind = String.fromCharCode(start[0]!) as Kind
    const length = start.readUInt32BE(1)
    if (!'HTFDEZ'.includes(kind) || length > longest) throw invalid('backup.altered')
    const body = await source.take(length)
    if (!body) throw invalid('backup.truncated')
    yield { kind, body }
    if (kind !== 'Z') continue
    if (await source.take(1)) throw invalid('backup.altered')
    return
  }
}

function reader(bytes: AsyncIterable<Buffer>) {
  const iterator = bytes[Symbol.asyncIterator]()
  let parts: Buffer[] = []
  let held = 0
  return {
    /** The next bytes; undefined when there are not that many. */
    async take(length: number): Promise<Buffer | undefined> {
      while (held < length) {
        const { value, done } = await iterator.next()
        if (done) return undefined
        parts.push(value)
        held += value.length
      }
      const whole = parts.length === 1 ? parts[0]! : Buffer.concat(parts)
      held -= length
      parts = held > 0 ? [whole.subarray(length)] : []
      return whole.subarray(0, length)
    },
  }
}
