import type { Readable } from 'node:stream'
import type { CallEvent } from '#engine/interactions/contract'
import { DomainError, invalid } from '#shared/errors'
import { asteriskCdr } from './asterisk.ts'
import { type CsvMapping, mappedCsv } from './mapped.ts'
import { recordsOf } from '#kernel/tables'
import { assertTimeZone } from './zone.ts'

export type CallFileFormat = 'asterisk-cdr' | 'csv'

/** Neither event nor error: a line that is no call of a customer, such as one between two extensions. */
export interface ReadLine {
  /** Counted from 1; the first of its lines for a record that spans several. */
  line: number
  /** As read, without the line's end; its beginning only for a line above 64 kB. */
  raw: string
  /** The line that names the columns; null for a format without one. */
  header: string | null
  event?: CallEvent
  error?: DomainError
}

/**
 * Streams a file of calls of any size in flat memory. A line that cannot be read is given with its error, and the
 * reading goes on; only what makes the whole file useless is thrown.
 *
 * @param file.timeZone where times without an offset were written.
 * @throws {DomainError} (422) `import.missing_mapping`, `import.missing_column`, `import.bad_line` (header),
 *   `import.bad_time_zone`.
 */
export async function* readCalls(file: {
  format: CallFileFormat
  /** Needed for `csv`. */
  mapping?: CsvMapping
  timeZone: string
  stream: Readable
}): AsyncGenerator<ReadLine> {
  const { format, mapping, timeZone, stream } = file
  assertTimeZone(timeZone)
  if (format === 'csv' && !mapping) throw invalid('import.missing_mapping')
  let header: string | null = null
  let read: ((cells: string[], raw: string) => CallEvent | null) | undefined
  if (format === 'asterisk-cdr') read = (cells, raw) => asteriskCdr(cells, timeZone, raw)

  for await (const record of recordsOf(stream, format === 'csv' ? 'spreadsheet' : 'asterisk')) {
    const { line, raw } = record
    if ('error' in record && !read) throw record.error
    if ('error' in record) yield { line, raw, header, error: record.error }
    else if (!read) {
      read = mappedCsv(record.cells, mapping as CsvMapping, timeZone)
      header = raw
    } else yield { line, raw, header, ...attempt(read, record.cells, raw) }
  }
}

function attempt(read: (cells: string[], raw: string) => CallEvent | null, cells: string[], raw: string) {
  try {
    const event = read(cells, raw)
    return event ? { event } : {}
  } catch (error) {
    if (error instanceof DomainError) return { error }
    throw error
  }
}
