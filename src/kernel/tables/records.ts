import type { Readable } from 'node:stream'
import { CsvError } from 'csv-parse'
import { parse } from 'csv-parse/sync'
import { type DomainError, invalid } from '#shared/errors'
import { type Line, linesOf, maxLineBytes } from './lines.ts'

/** A quoted cell may span this many lines; beyond, its quote is taken for a mistake of the first line alone. */
const maxLinesPerRecord = 20

export type CsvRecord = { line: number; raw: string } & ({ cells: string[] } | { error: DomainError })

/** How a file is cut: Asterisk writes one record per line and commas; a spreadsheet has a header and its own habits. */
export type Dialect = 'asterisk' | 'spreadsheet'

/**
 * The records of a CSV file, the header included. It works line by line, since a parser that reads the whole file loses
 * everything after the first unclosed quote; only a quoted cell that runs over several lines is put together again,
 * provided that the result has as many cells as the header.
 */
export async function* recordsOf(stream: Readable, dialect: Dialect): AsyncGenerator<CsvRecord> {
  let delimiter = dialect === 'asterisk' ? ',' : undefined
  let width: number | undefined
  let waiting: Line[] = []

  function* settle(isEnd: boolean): Generator<CsvRecord> {
    while (waiting.length > 0) {
      const head = waiting[0] as Line
      if (head.text.trim() === '') {
        waiting = waiting.slice(1)
        continue
      }
      delimiter ??= delimiterOf(head.text)
      const { record, taken } = firstRecord(waiting, delimiter, dialect === 'spreadsheet', width, isEnd)
      if (!record) return
      waiting = waiting.slice(taken)
      if (dialect === 'spreadsheet' && 'cells' in record) width ??= record.cells.length
      yield record
    }
  }

  for await (const line of linesOf(stream)) {
    waiting.push(line)
    yield* settle(false)
  }
  yield* settle(true)
}

/** No record: the lines end inside a quoted cell, and the next one is needed. */
function firstRecord(lines: Line[], delimiter: string, maySpan: boolean, width: number | undefined, isEnd: boolean) {
  const head = lines[0] as Line
  const alone = read(head, delimiter)
  if (!maySpan || !('isOpen' in alone)) return { record: alone, taken: 1 }
  for (let taken = 2; taken <= lines.length; taken++) {
    const part = lines.slice(0, taken)
    const joined = { ...head, text: part.map(({ text }) => text).join('\n') }
    if (part.some(({ isTooLong }) => isTooLong) || joined.text.length > maxLineBytes) return { record: alone, taken: 1 }
    const record = read(joined, delimiter)
    if ('isOpen' in record) continue
    if ('cells' in record && (!width || record.cells.length === width)) return { record, taken }
    return { record: alone, taken: 1 }
  }
  return isEnd || lines.length >= maxLinesPerRecord ? { record: alone, taken: 1 } : { taken: 0 }
}

type Reading = CsvRecord & { isOpen?: true }

function read({ number: line, text: raw, isTooLong }: Line, delimiter: string): Reading {
  if (isTooLong) return { line, raw, error: invalid('import.line_too_long', { maxBytes: maxLineBytes }) }
  const bad = () => ({ line, raw, error: invalid('import.bad_line', {}) })
  if (raw.includes('\0')) return bad()
  try {
    const rows = parse(raw, { delimiter, record_delimiter: '\n', relax_column_count: true, relax_quotes: true })
    const [cells] = rows
    return cells && rows.length === 1 ? { line, raw, cells } : bad()
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    return error.code === 'CSV_QUOTE_NOT_CLOSED' ? { ...bad(), isOpen: true } : bad()
  }
}

/** The one of `;`, `,` and tab that the header uses most, outside quotes. */
function delimiterOf(header: string): string {
  const bare = header.replaceAll(/"[^"]*"/g, '')
  const count = (delimiter: string) => bare.split(delimiter).length
  return [',', ';', '\t'].reduce((best, candidate) => (count(candidate) > count(best) ? candidate : best))
}
