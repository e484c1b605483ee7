import { DomainError } from '#shared/errors'

/**
 * Why something was not done, as a code that has a sentence or that an administrator can look up; never a message,
 * which may hold what is nobody's business. Final: the same would be refused again.
 */
export function reasonOf(error: unknown): { code: string; isFinal: boolean } {
  if (error instanceof DomainError) return { code: error.code, isFinal: true }
  const { code, responseCode } = error as { code?: unknown; responseCode?: unknown }
  if (typeof responseCode === 'number') return { code: `mail.answered_${responseCode}`, isFinal: false }
  if (typeof code !== 'string') return { code: 'rule.action_failed', isFinal: false }
  // PostgreSQL: bad data (22), a rule of the database (23).
  if (/^2[23]/.test(code)) return { code: 'rule.action_refused', isFinal: true }
  return {
    code: /^(ECONN|ETIMEDOUT|ESOCKET|EDNS|ENOTFOUND|EHOST|ENET)/.test(code) ? 'mail.unreachable' : code,
    isFinal: false,
  }
}
