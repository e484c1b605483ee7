import { stringify } from 'csv-stringify/sync'

/** Tells spreadsheets that a file is UTF-8. */
export const csvMark = '\uFEFF'

/**
 * A line of a spreadsheet of the French kind: semicolons, CRLF. A cell that a spreadsheet would take for a formula gets
 * an apostrophe: every export of the house goes through here.
 */
export const csvLine = (cells: string[]): string =>
  stringify([cells.map(harmless)], {
    delimiter: ';',
    record_delimiter: '\r\n',
    quoted_match: /[\r\n]/, // a lone CR too: outside quotes it would begin a line, and perhaps a formula
  })

/** Spreadsheets look for a formula behind spaces and quotes too; the library's own guard looks at the first sign only. */
const harmless = (cell: string) => (/^[\s"']*[=+\-@＝＋－＠]|^[\t\r]/.test(cell) ? `'${cell}` : cell)
