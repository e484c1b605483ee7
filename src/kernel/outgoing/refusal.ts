import { DomainError } from '#shared/errors'

/** Why an address that a user typed was not asked, or its answer not taken. Its code tells nothing of what lies behind. */
export class OutgoingError extends DomainError {
  constructor(reason: Reason, cause?: unknown) {
    super(422, `outgoing.${reason}`)
    this.name = 'OutgoingError'
    this.cause = cause
  }
}
export type Reason =
  | 'bad_address'
  | 'scheme'
  | 'user_info'
  | 'port'
  | 'name_unknown'
  | 'address_refused'
  | 'unreachable'
  | 'tls'
  | 'timeout'
  | 'bad_answer'
  | 'too_large'
  | 'content_type'
  | 'too_many_redirects'

/** What Node said of a failed exchange. */
export function explain(error: unknown): OutgoingError {
  if (error instanceof OutgoingError) return error
  const { name, code = '' } = error as { name?: string; code?: string }
  if (name === 'AbortError' || name === 'TimeoutError' || code === 'ETIMEDOUT')
    return new OutgoingError('timeout', error)
  if (/^(ERR_TLS|ERR_SSL|CERT|UNABLE|DEPTH_ZERO|SELF_SIGNED|HOSTNAME_MISMATCH|INVALID_CA|EPROTO)/.test(code))
    return new OutgoingError('tls', error)
  if (code.startsWith('HPE_')) return new OutgoingError('bad_answer', error)
  return new OutgoingError('unreachable', error)
}
