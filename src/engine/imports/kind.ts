import type { Tx } from '#kernel/db'
import type { DomainError } from '#shared/errors'

export type Outcome = 'created' | 'changed' | 'unchanged'
/** The cells of a line by field, trimmed; a field without a column, or with an empty cell, is not there. */
export type Line = Record<string, string>

/** What a file may hold: a room of the house says how its lines are read and kept. */
export type ImportKind = {
  /** Its words are `imports.kinds.<kind>`. */
  kind: string
  fields: readonly Field[]
  /**
   * Keeps lines in one transaction, in their order; the same line again changes nothing.
   * @returns for each of them what has become of it, or why it is refused.
   */
  settle: (tx: Tx, lines: Line[]) => Promise<(Outcome | DomainError)[]>
}

/** Its words are `imports.fields.<name>`; `called`: heads of columns that are likely to hold it, without accents or spaces. */
export type Field = { name: string; needed?: boolean; called: readonly string[] }

const all = new Map<string, ImportKind>()
export const offerImport = (...given: ImportKind[]): void => given.forEach((one) => all.set(one.kind, one))
export const importKinds = (): string[] => [...all.keys()]
export const kindNamed = (kind: string): ImportKind | undefined => all.get(kind)

/** Place of a column for each field whose name, or usual head, is the column's. */
export function guessed(fields: readonly Field[], columns: string[]): Record<string, number> {
  const heads = columns.map(bare)
  return Object.fromEntries(
    fields.flatMap(({ name, called }) => {
      const place = [bare(name), ...called].map((head) => heads.indexOf(head)).find((found) => found >= 0)
      return place === undefined ? [] : [[name, place]]
    }),
  )
}

const bare = (head: string): string =>
  head
    .normalize('NFD')
    .replaceAll(/\P{Letter}+/gu, '')
    .toLowerCase()
