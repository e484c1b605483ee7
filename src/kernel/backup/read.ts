import { createHash } from 'node:crypto'
import type { z } from 'zod'
import { invalid } from '#shared/errors'
import { End, FileStart, Head, Last, record, records, type Row, sumOfRecords, TableStart } from './format.ts'
import { type Keys, unsealed } from './seal.ts'

/** What does with a backup whatever is to be done with it; each part of it is awaited. */
export type Reader = {
  head: (head: Head) => Promise<void>
  /** `parts` must be read to its end. @returns how many rows it took, where it knows. */
  table: (table: TableStart, parts: AsyncIterable<Buffer>) => Promise<number | undefined>
  file: (file: FileStart, parts: AsyncIterable<Buffer>) => Promise<void>
}

/**
 * Reads a backup from its first byte to its last, checking every sum on the way; resolves only for a whole one.
 * @throws {DomainError} `backup.…` as soon as something is wrong: what the reader has done until then is to be undone.
 */
export async function readBackup(bytes: AsyncIterable<Uint8Array>, keys: Keys, reader: Reader): Promise<Last> {
  const sum = sumOfRecords()
  const rows = records(unsealed(bytes, keys))
  const next = async (): Promise<Row> => {
    const { value, done } = await rows.next()
    if (done) throw invalid('backup.truncated')
    if (value.kind !== 'D' && value.kind !== 'Z') for (const bytes of record(value.kind, value.body)) sum.update(bytes)
    return value
  }
  try {
    const first = await next()
    if (first.kind !== 'H') throw invalid('backup.altered')
    await reader.head(parse(Head, first))
    const seen = { tables: {} as Record<string, number>, files: 0 }
    for (;;) {
      const row = await next()
      if (row.kind === 'T') {
        const table = parse(TableStart, row)
        const entry = entryOf(next)
        const taken = await reader.table(table, entry.parts())
        const { rows } = entry.end()
        if (taken !== undefined && taken !== rows) throw invalid('backup.altered')
        seen.tables[table.name] = rows
      } else if (row.kind === 'F') {
        const entry = entryOf(next)
        await reader.file(parse(FileStart, row), entry.parts())
        entry.end()
        seen.files += 1
      } else if (row.kind === 'Z') {
        const last = parse(Last, row)
        const isWhole = last.sha256 === sum.digest('hex') && last.files === seen.files && same(last.tables, seen.tables)
        if (!isWhole || !(await rows.next()).done) throw invalid('backup.altered')
        return last
      } else throw invalid('backup.altered')
    }
  } finally {
    await rows.return(undefined)
  }
}

const same = (one: object, other: object) => JSON.stringify(one) === JSON.stringify(other)

function parse<S extends z.ZodType>(shape: S, { body }: Row): z.output<S> {
  try {
    return shape.parse(JSON.parse(body.toString()))
  } catch {
    throw invalid('backup.altered')
  }
}

/** The parts of one table or file, summed up as they go by. */
function entryOf(next: () => Promise<Row>) {
  const sum = createHash('sha256')
  let bytes = 0
  let last: End | undefined
  return {
    async *parts(): AsyncGenerator<Buffer> {
      for (;;) {
        const row = await next()
        if (row.kind === 'E') {
          last = parse(End, row)
          if (last.bytes !== bytes || last.sha256 !== sum.digest('hex')) throw invalid('backup.altered')
          return
        }
        if (row.kind !== 'D') throw invalid('backup.altered')
        sum.update(row.body)
        bytes += row.body.length
        yield row.body
      }
    },
    end: (): End => {
      if (!last) throw new Error('The entry was not read to its end')
      return last
    },
  }
}

/** Reads a backup and does nothing with it. @returns what it holds. @throws as {@link readBackup}. */
export async function checkBackup(bytes: AsyncIterable<Uint8Array>, keys: Keys): Promise<{ head: Head; last: Last }> {
  let head: Head | undefined
  const last = await readBackup(bytes, keys, {
    head: async (read) => void (head = read),
    // A row of COPY's text ends with the only line break that is not written as \n.
    table: async (_, parts) => {
      let lines = 0
      for await (const part of parts) for (let at = -1; (at = part.indexOf(10, at + 1)) !== -1;) lines += 1
      return lines
    },
    file: async (file, parts) => {
      let size = 0
      for await (const part of parts) size += part.length
      if (size !== file.size) throw invalid('backup.altered')
    },
  })
  return { head: head!, last }
}
