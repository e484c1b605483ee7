import pg from 'pg'

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

/** A connection whose statements with values are prepared ones. */
export class Client extends pg.Client {
  override query = ((...given: unknown[]) => {
    const [text, values, ...rest] = given
    const name = typeof text === 'string' && Array.isArray(values) && values.length > 0 ? nameOf(text) : undefined
    const call = super.query.bind(this) as (...given: unknown[]) => unknown
    return name ? call({ name, text, values }, ...rest) : call(...given)
  }) as pg.Client['query']
}
