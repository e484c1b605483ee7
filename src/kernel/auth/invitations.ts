import type { Database, Tx } from '#kernel/db'
import type { Mailer } from '#kernel/mail'
import { conflict, forbidden, invalid, notFound } from '#shared/errors'
import { checkPassword } from './check-password.ts'
import type { Invitation, Role, Scope } from './contract.ts'
import * as repo from './invitation-repo.ts'
import { invitationLetter } from './letters.ts'
import { refuseGuessable } from './password-rule.ts'
import { type Caller, rightsOf } from './rights.ts'
import { hashPassword, hashToken, newToken } from './secrets.ts'
import { checkedScope } from './scope.ts'
import { setScope } from './scope-repo.ts'
import { takesPassword } from './sessions.ts'

const lifeDays = 7
const endOfLife = (now: Date) => new Date(now.getTime() + lifeDays * 86_400_000)

export const listInvitations = async (tx: Tx, orgId: string): Promise<Invitation[]> =>
  (await repo.listOpen(tx, orgId)).map(toInvitation)

/** Nobody gives more than one has. @throws {DomainError} `role.beyond` (403). */
export function refuseBeyond({ rights }: Pick<Caller, 'rights'>, role: Role): void {
  if (rightsOf(role, null).some((right) => !rights.has(right))) throw forbidden('role.beyond')
}

/**
 * Invites an address; its letter is a job of this transaction. At the gate.
 * @throws {DomainError} `member.already`, `invitation.pending` (409), `role.beyond` (403), and what {@link checkedScope} throws.
 */
export async function invite(
  tx: Tx,
  caller: Caller,
  { email, role, scope: given }: { email: string; role: Role; scope: Scope | null },
  now = new Date(),
): Promise<Invitation> {
  refuseBeyond(caller, role)
  const scope = checkedScope(role, given)
  if (await repo.isMember(tx, caller.orgId, email)) throw conflict('member.already', { email })
  await repo.closeExpired(tx, caller.orgId, email)
  const invited = {
    org_id: caller.orgId,
    email,
    role,
    invited_by: caller.userId,
    expires_at: endOfLife(now),
    whole_org: scope === null,
  }
  const id = await repo.insertInvitation(tx, invited)
  if (!id) throw conflict('invitation.pending', { email })
  if (scope) await repo.insertScope(tx, { orgId: caller.orgId, id }, scope)
  await repo.enqueueAtGate(tx, 'auth.send_invitation', { orgId: caller.orgId, id }, `invitation ${id}`)
  return get(tx, caller.orgId, id)
}

/** @throws {DomainError} `invitation.not_found` (404). */
export async function sendAgain(tx: Tx, { orgId }: Caller, id: string, now = new Date()): Promise<Invitation> {
  await get(tx, orgId, id)
  await repo.updateInvitation(tx, orgId, id, { sent_at: null, expires_at: endOfLife(now) })
  await repo.enqueueAtGate(tx, 'auth.send_invitation', { orgId, id }, `invitation ${id}`)
  return get(tx, orgId, id)
}

/** @throws {DomainError} `invitation.not_found` (404). */
export async function revokeInvitation(tx: Tx, { orgId }: Caller, id: string, now = new Date()): Promise<void> {
  await get(tx, orgId, id)
  await repo.updateInvitation(tx, orgId, id, { revoked_at: now })
}

async function get(tx: Tx, orgId: string, id: string): Promise<Invitation> {
  const row = await repo.findOpen(tx, orgId, id)
  if (!row) throw notFound('invitation', id)
  return toInvitation(row)
}

/** A new link of an open invitation; the one before stops working. @returns undefined when it is no longer open. */
async function newLink(tx: Tx, orgId: string, id: string, publicUrl: string) {
  const row = await repo.findOpen(tx, orgId, id)
  if (!row) return undefined
  const token = newToken()
  await repo.updateInvitation(tx, orgId, id, { token_hash: hashToken(token) })
  return { row, link: `${publicUrl}/invitation/${token}` }
}

/** The link to hand over where no mail server is connected. */
export const linkOf = async (tx: Tx, orgId: string, id: string, publicUrl: string): Promise<string | null> =>
  (await newLink(tx, orgId, id, publicUrl))?.link ?? null

/** The job that sends an invitation. Its link is made here, so that no secret waits in the queue. */
export async function sendInvitation(
  db: Database,
  mailer: Mailer,
  publicUrl: string,
  { orgId, id }: { orgId: string; id: string },
): Promise<void> {
  if (!mailer.configured) return
  // One that was sent keeps its link, however often the job runs.
  const made = await db.atGate(async (tx) => {
    const open = await repo.findOpen(tx, orgId, id)
    return open && !open.sent_at ? newLink(tx, orgId, id, publicUrl) : undefined
  })
  if (!made) return
  const { row, link } = made
  await mailer.send({ id: `${id}.${row.expires_at.getTime()}`, to: row.email, ...invitationLetter(row, link) })
  await db.atGate((tx) => repo.updateInvitation(tx, orgId, id, { sent_at: new Date() }))
}

/** @throws {DomainError} `invitation.not_found` (404), also for one that was used, withdrawn, or is too old. */
export async function showInvitation(tx: Tx, token: string) {
  const row = await repo.findByToken(tx, hashToken(token))
  if (!row) throw notFound('invitation')
  const role = row.role as Role
  const hasAccount = (await repo.findAccount(tx, row.email)) !== undefined
  return {
    org: row.org_name,
    email: row.email,
    role,
    invitedBy: row.invited_by,
    hasAccount,
    takesPassword: await takesPassword(tx, row.org_id, role),
  }
}

export type Accepted = { orgId: string; accountId: string; email: string; isNew: boolean }

/**
 * Joins the organisation: with a new account, or with the password of the one that the address has. Passwords are
 * tried and hashed outside any transaction.
 * @param joined told in the transaction that makes the member.
 * @throws {DomainError} `invitation.not_found` (404), `invitation.name_missing`, `password.guessable` (422), `session.single_sign_on_only` (403)
 *   for a new account, `member.already` (409), and what
 *   a wrong password throws at sign-in.
 */
export async function acceptInvitation(
  db: Database,
  token: string,
  { name, password }: { name?: string; password: string },
  joined: (tx: Tx, accepted: Accepted) => Promise<void>,
): Promise<Accepted> {
  const tokenHash = hashToken(token)
  const [invited, account] = await db.atGate(async (tx) => {
    const row = await repo.findByToken(tx, tokenHash)
    return [row, row && (await repo.findAccount(tx, row.email))] as const
  })
  if (!invited) throw notFound('invitation')
  if (!account && !(await db.atGate((tx) => takesPassword(tx, invited.org_id, invited.role as Role))))
    throw forbidden('session.single_sign_on_only')
  if (!account && !name) throw invalid('invitation.name_missing')
  if (account) await checkPassword(db, invited.email, password)
  else await refuseGuessable(password, [invited.email, invited.org_name, name!])
  const password_hash = account ? '' : await hashPassword(password)

  return db.atGate(async (tx) => {
    const row = await repo.lockByToken(tx, tokenHash)
    if (!row) throw notFound('invitation')
    const accountId = account?.id ?? (await repo.insertAccount(tx, { email: row.email, name: name!, password_hash }))
    if (!accountId) throw notFound('invitation') // another invitation made the account a moment ago: begin again
    const membership = { org_id: row.org_id, account_id: accountId, role: row.role as Role }
    if (!(await repo.insertMembership(tx, membership))) throw conflict('member.already', { email: row.email })
    if (row.scope) await setScope(tx, { orgId: row.org_id, memberId: accountId }, row.scope)
    await repo.updateInvitation(tx, row.org_id, row.id, { accepted_at: new Date() })
    const accepted = { orgId: row.org_id, accountId, email: row.email, isNew: !account }
    await joined(tx, accepted)
    return accepted
  })
}

const toInvitation = (row: repo.InvitationRow): Invitation => ({
  id: row.id,
  email: row.email,
  role: row.role as Role,
  scope: row.scope,
  invitedBy: row.invited_by,
  createdAt: row.created_at.toISOString(),
  expiresAt: row.expires_at.toISOString(),
  sentAt: row.sent_at?.toISOString() ?? null,
})
