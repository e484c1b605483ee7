import type { Readable } from 'node:stream'
import { quarantine } from '#engine/intake'
import type { Actor, Database, Tx } from '#kernel/db'
import { DomainError } from '#shared/errors'
import type { CallEvent } from './contract.ts'
import { lockImport } from './repo.ts'
import { recordCall } from './service.ts'

/** How a file is to be read; `source` names it as a place of its own where an id is unique. */
export type CallFile = {
  format: 'asterisk-cdr' | 'csv'
  mapping?: Record<'from' | 'to' | 'startedAt', string>
  timeZone: string
  source: string
}
type ReadLine = { line: number; raw: string; header: string | null; event?: CallEvent; error?: DomainError }

/** What we ask of whoever reads files of calls: a broken line never stops the file. Implemented by adapters/cdr. */
export type CallReader = (file: Omit<CallFile, 'source'> & { stream: Readable }) => AsyncGenerator<ReadLine>

export type Refusal = { line: number; code: string; params: Record<string, unknown> }
export type ImportReport = { lines: number; recorded: number; unchanged: number; refused: number; notCalls: number }

const linesPerTransaction = 200

/**
 * Tells every call of a file, by the same path as the others. Run again it changes nothing. A refused line is reported,
 * and kept in the quarantine, from where it can be tried again.
 * @param onRefusal hears each refused line, at once.
 * @throws {DomainError} when the file as a whole cannot be read (`import.missing_column`…).
 */
export async function importCalls(
  db: Database,
  actor: Actor,
  read: CallReader,
  { source, ...file }: CallFile,
  stream: Readable,
  onRefusal: (refusal: Refusal) => void,
): Promise<ImportReport> {
  const report: ImportReport = { lines: 0, recorded: 0, unchanged: 0, refused: 0, notCalls: 0 }
  const settle = async (tx: Tx, { line, raw, header, event, error }: ReadLine): Promise<keyof ImportReport> => {
    try {
      if (error) throw error
      if (!event) return 'notCalls'
      return (await recordCall(tx, { kind: file.format, name: source }, event)).changed ? 'recorded' : 'unchanged'
    } catch (reason) {
      if (!(reason instanceof DomainError)) throw reason
      await quarantine(tx, { source: 'import', context: { ...file, source, header }, body: raw }, reason)
      onRefusal({ line, code: reason.code, params: reason.params })
      return 'refused'
    }
  }
  const flush = async (lines: ReadLine[]) => {
    if (lines.length === 0) return
    const results = await db.as(actor, async (tx) => {
      await lockImport(tx)
      const kinds: (keyof ImportReport)[] = []
      for (const line of lines) kinds.push(await settle(tx, line))
      return kinds
    })
    for (const kind of results) report[kind] += 1
    report.lines += lines.length
  }

  let waiting: ReadLine[] = []
  for await (const line of read({ ...file, stream })) {
    waiting.push(line)
    if (waiting.length < linesPerTransaction) continue
    await flush(waiting)
    waiting = []
  }
  await flush(waiting)
  return report
}
