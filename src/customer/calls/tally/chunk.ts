import type { Grouping } from '../statistics-contract.ts'

/** Some calls, column by column, as PostgreSQL sends numbers: big-endian. */
export type Chunk = {
  count: number
  /** int4, which row it is. */
  place: Uint8Array
  /** int2, days since 1 January 2000, and half-hours of the site's day. */
  day: Uint8Array
  half: Uint8Array
  /** int2, see {@link flag}. */
  flags: Uint8Array
  /** int4, −1 when not known. */
  talk: Uint8Array
  wait: Uint8Array
  sales: Uint8Array
  /** float8: seconds until somebody spoke to them, NaN when nobody has; cents. */
  spokenAfter: Uint8Array
  value: Uint8Array
  /** 16 bytes each, zeros for nobody. */
  person: Uint8Array
  /** JSON: one text or null a call. */
  words: Record<Grouping, string>
  /** JSON: `[index, tag ids]` of those that have any. */
  tags: string
}

/** Bits 0–1: outcome; bits 2–3: certainty; then one bit each. */
export const flag = {
  answered: 1,
  missed: 2,
  outcome: 3,
  visitor: 4,
  uncertain: 8,
  direct: 12,
  certainty: 12,
  first: 16,
  hidden: 32,
  customer: 64,
  acquired: 128,
  quarantined: 256,
  spoken: 512,
  valued: 1024,
} as const
