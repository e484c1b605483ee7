import type { Readable } from 'node:stream'
import { quarantine } from '#engine/intake'
import { findLines } from '#engine/people'
import type { Actor, Database, Tx } from '#kernel/db'
import { emit } from '#kernel/events'
import { DomainError } from '#shared/errors'
import { parsePhone } from '#shared/phone'
import type { CallEvent } from './contract.ts'
import { partiesOf } from './parties.ts'
import { recordPastCalls } from './past.ts'
import { listTold, lockImport } from './repo.ts'
import { type CallSource, outcomeOf, recordCall } from './service.ts'

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

const linesAtOnce = 1000
const linesPerTransaction = 200
/** A call that began longer ago is history: rules act upon nothing so old, and nobody waits for it. */
const pastAfterMs = 86_400_000

/**
 * Tells every call of a file, by the same path as the others; calls of the past together, as {@link recordPastCalls}. Run
 * again it changes nothing. A refused line is reported, and kept in the quarantine, from where it can be tried again.
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
  const from = { kind: file.format, name: source }
  const settle = async (tx: Tx, { line, raw, header, event, error }: ReadLine): Promise<keyof ImportReport> => {
    try {
      if (error) throw error
      if (!event) return 'notCalls'
      return (await recordCall(tx, from, event)).changed ? 'recorded' : 'unchanged'
    } catch (reason) {
      if (!(reason instanceof DomainError)) throw reason
      await quarantine(tx, { source: 'import', context: { ...file, source, header }, body: raw }, reason)
      onRefusal({ line, code: reason.code, params: reason.params })
      return 'refused'
    }
  }
  const settleOneByOne = async (lines: ReadLine[]) => {
    if (lines.length === 0) return
    const results = await db.as(actor, async (tx) => {
      await lockImport(tx)
      const kinds: (keyof ImportReport)[] = []
      for (const line of lines) kinds.push(await settle(tx, line))
      return kinds
    })
    for (const kind of results) report[kind] += 1
  }
  const flush = async (lines: ReadLine[]) => {
    const taken = await recordPast(db, actor, from, lines)
    report.recorded += taken.size
    const rest = lines.filter((line) => !taken.has(line))
    for (let start = 0; start < rest.length; start += linesPerTransaction)
      await settleOneByOne(rest.slice(start, start + linesPerTransaction))
    report.lines += lines.length
  }

  // While the database takes some lines in, the next ones are read.
  let flushing = Promise.resolve()
  let waiting: ReadLine[] = []
  for await (const line of read({ ...file, stream })) {
    waiting.push(line)
    if (waiting.length < linesAtOnce) continue
    await flushing
    flushing = flush(waiting)
    flushing.catch(() => {}) // told when it is waited for
    waiting = []
  }
  await flushing
  await flush(waiting)
  return report
}

/** Records those of the lines that are calls of the past, of a line of ours, and told for the first time. @returns these. */
async function recordPast(db: Database, actor: Actor, source: CallSource, lines: ReadLine[]): Promise<Set<ReadLine>> {
  const before = Date.now() - pastAfterMs
  const past = lines.flatMap((line) =>
    line.event && outcomeOf(line.event) !== 'ongoing' && Date.parse(line.event.startedAt) < before
      ? [{ line, event: line.event }]
      : [],
  )
  if (past.length === 0) return new Set()
  const record = async (tx: Tx) => {
    await lockImport(tx)
    const told = await listTold(
      tx,
      source.name,
      past.map(({ event }) => event.externalId),
    )
    const ours = await findLines(
      tx,
      past.map(({ event }) => oursOf(event)),
    )
    const news = new Map(
      past
        .filter(({ event }) => !told.has(event.externalId) && ours.has(oursOf(event)))
        // Told twice in the file, the first of them is recorded, and the others come after it.
        .toReversed()
        .map((one) => [one.event.externalId, one]),
    )
    const calls = [...news.values()].toSorted((a, b) => (a.event.startedAt < b.event.startedAt ? -1 : 1))
    const recorded = await recordPastCalls(
      tx,
      source,
      calls.map(({ event }) => event),
    )
    if (recorded.length > 0) await emit(tx, 'calls.imported', { callIds: recorded.map(({ id }) => id) })
    return new Set(calls.map(({ line }) => line))
  }
  return db.as(actor, record).catch((error: unknown) => {
    // Somebody else tells one of them, or meets one of its callers, at this moment: they are told one by one.
    if ((error as { code?: unknown }).code === uniqueViolation) return new Set<ReadLine>()
    throw error
  })
}

const uniqueViolation = '23505'
const oursOf = (event: CallEvent): string => {
  const { ours } = partiesOf(event)
  return parsePhone(ours).key ?? ours
}
