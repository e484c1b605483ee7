import { randomUUID } from 'node:crypto'
import type { Database, Tx } from '#kernel/db'
import { conflict, forbidden } from '#shared/errors'
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
 *   screen; `account.single_sign_on` (409) where none was given; `session.too_many_attempts` (429).
 */
export async function confirmPassword(db: Database, person: Person, password: string, attempt: Attempt) {
  if (person.method !== 'password') throw conflict('account.single_sign_on')
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

/** @throws {DomainError} `account.single_sign_on` (409): an organisation's sign-in does not change what others read. */
export async function renameAccount(tx: Tx, { accountId, method }: Person, name: string): Promise<void> {
  if (method !== 'password') throw conflict('account.single_sign_on')
  await setName(tx, accountId, name)
}
