/** A report as paper and letters have it: words only, ready to be read. */
export type Report = {
  title: string
  /** The organisation, the days, and what is filtered. */
  org: string
  period: string
  filters: string[]
  figures: { label: string; value: string; note?: string | undefined }[]
  columns: Column[]
  rows: Row[]
  /** How to read it. */
  notes: string[]
}
/** @property share of the width. */
export type Column = { head: string; share: number; align?: 'right' }
export type Row = Cell[]
/** @property rate drawn as an interval on a line that runs from `least` to 1, beside `mean`. */
export type Cell =
  | { text: string; note?: string | undefined; tone?: 'lost' | 'good' | 'soft' }
  | { rate: { value: number; low: number; high: number } | null; least: number; mean: number | null }
