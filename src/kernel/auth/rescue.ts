import { audit } from '#kernel/audit'
import type { Tx } from '#kernel/db'
import { conflict, notFound } from '#shared/errors'
import type { Role } from './fields.ts'
import { findAccount, insertAccount, insertMembership } from './invitation-repo.ts'
import { insertWish, upsertReset } from './password-repo.ts'
import * as repo from './rescue-repo.ts'
import { setScope } from './scope-repo.ts'
import { remove } from './second-factor-repo.ts'
import { hashToken, newToken } from './secrets.ts'

// What whoever holds the machine may do with accounts, when nobody can sign in any more. At the gate; each is written
// into the audit log as done by the command line.

const lifeMinutes = 60

export const listPeople = (tx: Tx, orgId: string) => repo.listPeople(tx, orgId)

/**
 * A member with a new account, or with the one that the address has. A new one has no password: {@link passwordLink}
 * gives it one. @throws {DomainError} `member.already` (409).
 */
export async function addPerson(
  tx: Tx,
  orgId: string,
  { email, name, role }: { email: string; name: string; role: Role },
): Promise<void> {
  const known = await findAccount(tx, email)
  const accountId = known?.id ?? (await insertAccount(tx, { email, name, password_hash: 'none' }))
  const isNew = accountId && (await insertMembership(tx, { org_id: orgId, account_id: accountId, role }))
  if (!isNew) throw conflict('member.already', { email })
  await note(tx, orgId, accountId, 'member.add', { role: { to: role } })
}

/** @throws {DomainError} `member.not_found` (404), `member.last_owner` (409). */
export async function changeRole(tx: Tx, orgId: string, email: string, role: Role): Promise<void> {
  const owners = await repo.lockOwners(tx, orgId)
  const person = await find(tx, orgId, email)
  if (person.role === 'owner' && role !== 'owner' && owners === 1) throw conflict('member.last_owner', { email })
  await repo.setRole(tx, orgId, person.id, role)
  if (role === 'owner' || role === 'administrator') await setScope(tx, { orgId, memberId: person.id }, null)
  await note(tx, orgId, person.id, 'member.role', { role: { from: person.role, to: role } })
}

/**
 * The page where somebody chooses a new password, once, within an hour; the old password works until then.
 * @throws {DomainError} `member.not_found` (404).
 */
export async function passwordLink(
  tx: Tx,
  orgId: string,
  email: string,
  publicUrl: string,
  now = new Date(),
): Promise<{ link: string; minutes: number }> {
  const person = await find(tx, orgId, email)
  const token = newToken()
  const expires_at = new Date(now.getTime() + lifeMinutes * 60_000)
  const wish_id = await insertWish(tx, email, null)
  await upsertReset(tx, { wish_id, account_id: person.id, token_hash: hashToken(token), expires_at })
  await note(tx, orgId, person.id, 'password.link', {})
  return { link: `${publicUrl}/nouveau-mot-de-passe/${token}`, minutes: lifeMinutes }
}

/** In every organisation of the account. @returns how many. @throws {DomainError} `member.not_found` (404). */
export async function endSessions(tx: Tx, orgId: string, email: string): Promise<number> {
  const person = await find(tx, orgId, email)
  const count = await repo.endSessions(tx, person.id)
  await note(tx, orgId, person.id, 'session.end_all', {})
  return count
}

/** For whoever lost their telephone and the recovery codes. @throws {DomainError} `member.not_found`, `second_factor.not_found` (404). */
export async function turnOffSecondFactor(tx: Tx, orgId: string, email: string): Promise<void> {
  const person = await find(tx, orgId, email)
  if (!(await remove(tx, person.id))) throw notFound('second_factor')
  await repo.endSessions(tx, person.id)
  await note(tx, orgId, person.id, 'second_factor.remove', {})
}

async function find(tx: Tx, orgId: string, email: string): Promise<repo.Person> {
  const [person] = await repo.listPeople(tx, orgId, email)
  if (!person) throw notFound('member', email)
  return person
}

const note = (
  tx: Tx,
  orgId: string,
  objectId: string,
  verb: string,
  changes: Record<string, { from?: unknown; to: unknown }>,
) => audit(tx, { orgId, kind: 'change', who: 'command', verb, objectType: 'accounts', objectId, changes })
