import { DomainError } from '#shared/errors'

const maxBytes = 65_536
const maxFields = 200

/**
 * The fields of a form body, as an object without prototype, so that a field named `__proto__` or `constructor` is only
 * a field. Of a repeated name the first value counts.
 *
 * @throws {DomainError} `hook.malformed`: 413 above 64 kB, 422 above 200 fields or with a NUL, which PostgreSQL cannot hold.
 */
export function parseForm(rawBody: Buffer): Record<string, string> {
  if (rawBody.length > maxBytes) throw new DomainError(413, 'hook.malformed', { bytes: rawBody.length })
  const form = new URLSearchParams(rawBody.toString())
  if (form.size > maxFields) throw new DomainError(422, 'hook.malformed', { fields: form.size })
  const fields = Object.create(null) as Record<string, string>
  for (const [name, value] of form) {
    if (name.includes('\0') || value.includes('\0')) throw new DomainError(422, 'hook.malformed', {})
    fields[name] ??= value
  }
  return fields
}
