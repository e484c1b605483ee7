import { createHash } from 'node:crypto'
import { CallEvent } from '#engine/interactions/contract'
import { type DomainError, invalid } from '#shared/errors'
import { readInstant } from './dates.ts'

/** A refusal that names the column, and quotes enough of the cell to find it again. */
export const refused = (code: string, column: string, value = ''): DomainError =>
  invalid(code, { column, value: value.slice(0, 100) })

/** @throws {DomainError} `import.bad_date` (422). */
export function dateCell(column: string, text: string, timeZone: string, notBefore?: Date): Date {
  const instant = readInstant(text, timeZone, notBefore)
  if (!instant || (notBefore && instant < notBefore)) throw refused('import.bad_date', column, text)
  return instant
}

/** As `dateCell`, null when the cell is empty. */
export const optionalDate = (column: string, text: string, timeZone: string, notBefore: Date): Date | null =>
  text ? dateCell(column, text, timeZone, notBefore) : null

/**
 * Seconds, or `h:mm:ss` as spreadsheets write them; null when empty.
 *
 * @throws {DomainError} `import.bad_value` (422).
 */
export function secondsCell(column: string, text: string): number | null {
  if (!text) return null
  const clock = /^(\d{1,3}):([0-5]\d):([0-5]\d)$/.exec(text)
  if (clock) return Number(clock[1]) * 3600 + Number(clock[2]) * 60 + Number(clock[3])
  if (!/^\d{1,9}([.,]\d+)?$/.test(text)) throw refused('import.bad_value', column, text)
  return Math.round(Number(text.replace(',', '.')))
}

/** The name of a call that its source does not name: the same line read twice is the same call. */
export const nameOfLine = (raw: string): string => createHash('sha256').update(raw).digest('hex')

/**
 * @param columns how the source calls each field, for the refusal.
 * @throws {DomainError} `import.bad_value` (422).
 */
export function checked(event: CallEvent, columns: Partial<Record<keyof CallEvent, string>>): CallEvent {
  const { data, error } = CallEvent.safeParse(event)
  if (data) return data
  const field = error.issues[0]?.path[0] as keyof CallEvent
  throw refused('import.bad_value', columns[field] ?? field, String(event[field]))
}
