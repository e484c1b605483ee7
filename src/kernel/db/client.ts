import pg from 'pg'
import { begin, failureOf } from '#kernel/trace'

const names = new Map<string, string>()
const mostNames = 500
/** Longer statements count over periods: PostgreSQL should plan them for the values that it is given. */
const mostLength = 800

/** The name under which connections keep a short statement prepared, so that it is read and planned once on each. */
function nameOf(text: string): string | undefined {
  if (text.length > mostLength) return undefined
  let name = names.get(text)
  if (!name && names.size < mostNames) {
    name = `visavis ${names.size}`
    names.set(text, name)
  }
  return name
}

/** What a statement does to which table first: `select engine.site`. Its text might hold a value. */
function summaryOf(text: string): string {
  const [verb = ''] = /\w+/.exec(text) ?? []
  const [, schema, table] = /\b(?:from|into|update) "?(\w+)"?\."?(\w+)/.exec(text) ?? []
  return table ? `${verb} ${schema}.${table}` : verb
}

/** A connection whose statements with values are prepared ones. */
export class Client extends pg.Client {
  override query = ((...given: unknown[]) => {
    const [text, values, ...rest] = given
    const name = typeof text === 'string' && Array.isArray(values) && values.length > 0 ? nameOf(text) : undefined
    const call = super.query.bind(this) as (...given: unknown[]) => unknown
    const span =
      typeof text === 'string' ? begin(summaryOf(text), 'client', { 'db.system.name': 'postgresql' }) : undefined
    const result = name ? call({ name, text, values }, ...rest) : call(...given)
    if (span)
      Promise.resolve(result).then(
        () => span.end(),
        (error: unknown) => span.end({ failure: failureOf(error) }),
      )
    return result
  }) as pg.Client['query']
}
