export { badCell, centsCell, dayCell } from './cells.ts'
export { type CsvRecord, recordsOf } from './records.ts'
export type { Row } from './row.ts'
export { rowsOf } from './rows.ts'
