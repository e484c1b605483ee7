import type { Tx } from '#kernel/db'
import type { Row } from '#kernel/tables'
import { DomainError } from '#shared/errors'
import type { ImportKind, Line, Outcome } from './kind.ts'

export type Refusal = { line: number; code: string; params: Record<string, unknown> }
export type Tally = Record<Outcome | 'lines' | 'refused', number>
export const noTally: Tally = { lines: 0, created: 0, changed: 0, unchanged: 0, refused: 0 }
export const linesAtOnce = 1000

/** Settles some rows of a file within a transaction. */
export async function settleRows(
  tx: Tx,
  { kind, mapping, columns }: { kind: ImportKind; mapping: Record<string, number>; columns: string[] },
  rows: Row[],
): Promise<{ tally: Tally; refusals: Refusal[] }> {
  const readable = rows.filter((row) => 'cells' in row)
  const settled = await kind.settle(
    tx,
    readable.map(({ cells }) => lineOf(cells, mapping)),
  )
  // A room speaks of its fields; whoever gave the file knows its columns.
  const refusal = (line: number, { code, params }: DomainError): Refusal => {
    const place = typeof params['column'] === 'string' ? mapping[params['column']] : undefined
    return { line, code, params: place === undefined ? params : { ...params, column: columns[place] } }
  }
  const refusals = [
    ...rows.flatMap((row) => ('error' in row ? [refusal(row.line, row.error)] : [])),
    ...settled.flatMap((one, index) => (one instanceof DomainError ? [refusal(readable[index]!.line, one)] : [])),
  ]
  const count = (outcome: Outcome) => settled.filter((one) => one === outcome).length
  return {
    refusals,
    tally: {
      lines: rows.length,
      created: count('created'),
      changed: count('changed'),
      unchanged: count('unchanged'),
      refused: refusals.length,
    },
  }
}

export const added = (a: Tally, b: Tally): Tally => ({
  lines: a.lines + b.lines,
  created: a.created + b.created,
  changed: a.changed + b.changed,
  unchanged: a.unchanged + b.unchanged,
  refused: a.refused + b.refused,
})

const lineOf = (cells: string[], mapping: Record<string, number>): Line =>
  Object.fromEntries(
    Object.entries(mapping).flatMap(([field, place]) => {
      const cell = cells[place]?.trim().replaceAll('\0', '')
      return cell ? [[field, cell]] : []
    }),
  )

/** Rows by so many, for a transaction each. */
export async function* batches(rows: AsyncIterable<Row>, size = linesAtOnce): AsyncGenerator<Row[]> {
  let batch: Row[] = []
  for await (const row of rows) {
    batch.push(row)
    if (batch.length < size) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}
