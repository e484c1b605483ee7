/** A day as it is typed in France, « 12/3/26 » or « 12.03.2026 », or in ISO; null when there is no such day. */
export function readDay(typed: string): string | null {
  const text = typed.trim()
  const [, y, m, d] = /^(\d{4})-(\d\d?)-(\d\d?)$/.exec(text) ?? []
  const [, day = d, month = m, year = y] = /^(\d\d?)[/. -](\d\d?)[/. -](\d{4}|\d\d)$/.exec(text) ?? []
  if (!day || !month || !year) return null
  const fullYear = year.length === 2 ? `20${year}` : year
  const iso = `${fullYear}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  const date = new Date(`${iso}T00:00:00Z`)
  // The 31st of February would become the 3rd of March.
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(iso) ? iso : null
}

const dayMs = 86_400_000
/** A day to begin a form with: today where the reader is, and so many days. Sweden writes days as ISO does. */
export const dayFromNow = (days: number): string => new Date(Date.now() + days * dayMs).toLocaleDateString('sv')
