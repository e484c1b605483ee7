/**
 * A refusal that its reader can act upon. `code` is stable (`noun.reason`) and is also the key of the French and
 * English sentences in `locales/` (`errors.<code>`), which may use `params`.
 */
export class DomainError extends Error {
  readonly code: string
  readonly status: number
  readonly params: Record<string, unknown>
  constructor(status: number, code: string, params: Record<string, unknown> = {}) {
    super(code)
    this.name = 'DomainError'
    this.status = status
    this.code = code
    this.params = params
  }
}

export const notFound = (noun: string, id?: string) => new DomainError(404, `${noun}.not_found`, { id })
export const conflict = (code: string, params?: Record<string, unknown>) => new DomainError(409, code, params)
export const invalid = (code: string, params?: Record<string, unknown>) => new DomainError(422, code, params)
export const forbidden = (code: string, params?: Record<string, unknown>) => new DomainError(403, code, params)

/** Input that is not of its shape: what is wrong, field by field. `path` is dotted; `code` as for {@link DomainError}. */
export class InputError extends DomainError {
  readonly fields: { path: string; code: string }[]
  constructor(fields: { path: string; code: string }[]) {
    super(400, 'input.invalid')
    this.fields = fields
  }
}
