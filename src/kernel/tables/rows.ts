import { Readable } from 'node:stream'
import { recordsOf } from './records.ts'
import type { Row } from './row.ts'
import { sheetRows } from './sheet.ts'

/**
 * The rows of a spreadsheet's file: the first sheet of an .xlsx, or CSV in flat memory when it is a stream.
 * @throws {DomainError} (422) `import.sheet_unreadable`, `import.sheet_too_large`.
 */
export function rowsOf(name: string, content: Buffer | Readable): AsyncGenerator<Row> {
  if (/\.xlsx$/i.test(name)) return sheetRows(content)
  return recordsOf(Buffer.isBuffer(content) ? Readable.from([content]) : content, 'spreadsheet')
}
