import { randomUUID } from 'node:crypto'
import type { Database, Tx } from '#kernel/db'
import { forbidden } from '#shared/errors'
import { type Attempt, checkPassword } from './check-password.ts'
import { setName, setPassword } from './password-repo.ts'
import { refuseGuessable } from './password-rule.ts'
import { tellChanged } from './passwords.ts'
import { hashPassword } from './secrets.ts'
import { endSessions } from './session-repo.ts'
import type { Person } from './sessions.ts'

/**
 * Asks for the password again, before what whoever borrows a screen must not do.
 * @throws {DomainError} `account.wrong_password` (403) instead of a sign-in's refusal, which would end the session on the
 *   screen; `session.too_many_attempts` (429).
 */
export async function confirmPassword(db: Database, person: Person, password: string, attempt: Attempt) {
  await checkPassword(db, person.email, password, attempt).catch((error: { code?: string }) => {
    throw error.code === 'session.wrong_credentials' ? forbidden('account.wrong_password') : error
  })
}

/** Another password: every other session of the account ends, and its owner is told by letter. @throws as {@link confirmPassword}. */
export async function changePassword(
  db: Database,
  person: Person,
  { currentPassword, password }: { currentPassword: string; password: string },
  attempt: Attempt,
  changed: (tx: Tx) => Promise<void>,
): Promise<void> {
  await confirmPassword(db, person, currentPassword, attempt)
  await refuseGuessable(password, [person.email])
  const hash = await hashPassword(password)
  await db.atGate(async (tx) => {
    await setPassword(tx, person.accountId, hash)
    await endSessions(tx, { accountId: person.accountId }, { but: person.sessionId })
    await tellChanged(tx, { id: randomUUID(), email: person.email })
    await changed(tx)
  })
}

export const renameAccount = (tx: Tx, { accountId }: Person, name: string) => setName(tx, accountId, name)
