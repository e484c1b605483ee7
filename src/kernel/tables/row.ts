import type { DomainError } from '#shared/errors'

/** A row of a table, its heads included; `line`: as a spreadsheet counts it, from 1. */
export type Row = { line: number } & ({ cells: string[] } | { error: DomainError })
