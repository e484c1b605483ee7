import { invalid } from '#shared/errors'

/** A refusal that names the field, and quotes enough of the cell to find it again. */
export const badCell = (code: string, field: string, text: string) =>
  invalid(code, { column: field, value: text.slice(0, 100) })

/** An ISO day, or one as France writes it: `5/3/2024`. @throws {DomainError} `import.bad_date` (422). */
export function dayCell(field: string, text: string): string {
  const iso = /^(\d{4})-(\d{2})-(\d{2})(?:[T ].*)?$/.exec(text)
  const french = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?: .*)?$/.exec(text)
  const [year, month, day] = (iso ? iso.slice(1) : french ? french.slice(1).toReversed() : []).map(Number)
  if (!year || !month || !day) throw badCell('import.bad_date', field, text)
  const date = new Date(Date.UTC(year, month - 1, day))
  if (year < 1970 || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day)
    throw badCell('import.bad_date', field, text)
  return date.toISOString().slice(0, 10)
}

const mostCents = 1_000_000_000_00

/** Euros, as typed: `1 234,56 €`, `1,234.56`. @throws {DomainError} `import.bad_amount` (422). */
export function centsCell(field: string, text: string): number {
  const bare = text.replaceAll(/[\s\u00a0\u202f€]|EUR/gi, '')
  const [, whole = 'x', point, decimals = ''] = /^(\d+|\d{1,3}(?:[.,]\d{3})+)(?:([.,])(\d{1,2}))?$/.exec(bare) ?? []
  // Groups of three are parted by one sign, decimals by the other.
  const signs = new Set([...whole.matchAll(/[.,]/g)].map(([sign]) => sign))
  const isClear = signs.size < 2 && !signs.has(point ?? '')
  const cents = Number(`${isClear ? whole.replaceAll(/[.,]/g, '') : 'x'}${decimals.padEnd(2, '0')}`)
  if (!Number.isSafeInteger(cents) || cents > mostCents) throw badCell('import.bad_amount', field, text)
  return cents
}
