import type { Readable } from 'node:stream'
import type { Actor, Database } from '#kernel/db'
import { rowsOf } from '#kernel/tables'
import { invalid } from '#shared/errors'
import { guessed, kindNamed } from './kind.ts'
import { assertMapping } from './service.ts'
import { added, batches, noTally, type Refusal, settleRows, type Tally } from './settle.ts'

/**
 * Settles every line of a file of any size, CSV in flat memory.
 * @param named head of the column of some fields; the others are guessed.
 * @param onRefusal hears each refused line, at once.
 * @throws {DomainError} (422) `import.unknown_kind`, `import.missing_field`, `import.missing_column`, and what {@link rowsOf} throws.
 */
export async function importFile(
  db: Database,
  actor: Actor,
  { kind, name, named }: { kind: string; name: string; named: Record<string, string> },
  stream: Readable,
  onRefusal: (refusal: Refusal) => void,
): Promise<Tally> {
  const offered = kindNamed(kind)
  if (!offered) throw invalid('import.unknown_kind', { kind })
  let total = noTally
  let how: Parameters<typeof settleRows>[1] | undefined
  for await (const batch of batches(rowsOf(name, stream))) {
    let rows = batch
    if (!how) {
      const [heads, ...rest] = batch
      if (!heads || !('cells' in heads)) throw invalid('import.empty')
      const mapping = { ...guessed(offered.fields, heads.cells), ...placesOf(named, heads.cells) }
      assertMapping(kind, mapping, heads.cells.length)
      how = { kind: offered, mapping, columns: heads.cells }
      rows = rest
    }
    const { tally, refusals } = await db.as(actor, (tx) => settleRows(tx, how!, rows))
    total = added(total, tally)
    refusals.forEach(onRefusal)
  }
  return total
}

const placesOf = (named: Record<string, string>, columns: string[]) =>
  Object.fromEntries(
    Object.entries(named).map(([field, column]) => {
      const place = columns.indexOf(column)
      if (place < 0) throw invalid('import.missing_column', { column })
      return [field, place]
    }),
  )
