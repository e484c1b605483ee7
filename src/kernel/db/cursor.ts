import { invalid } from '#shared/errors'

/** Where the next page of a list begins: the sort values of the last row shown. */
export const writeCursor = (values: string[]): string => Buffer.from(JSON.stringify(values)).toString('base64url')

/** @throws {DomainError} `input.bad_cursor` when it was not written by {@link writeCursor} for a list sorted alike. */
export function readCursor(cursor: string, length: number): string[] {
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    if (Array.isArray(values) && values.length === length && values.every((value) => typeof value === 'string'))
      return values
  } catch {
    // falls through: not JSON is as wrong as another list's cursor
  }
  throw invalid('input.bad_cursor')
}
