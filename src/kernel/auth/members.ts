import type { Tx } from '#kernel/db'
import { conflict, notFound } from '#shared/errors'
import type { Member, Role } from './contract.ts'
import { refuseBeyond } from './invitations.ts'
import * as repo from './member-repo.ts'
import type { Caller } from './rights.ts'
import { listMembers } from './scope-repo.ts'

/** @returns the role that the member has until now. @throws {DomainError} `member.not_found` (404), `member.last_owner` (409). */
async function lockLeaving(tx: Tx, orgId: string, id: string): Promise<Role> {
  // All owners at once, so that of two who leave at the same moment one stays.
  const owners = await repo.lockOwners(tx, orgId)
  const role = await repo.lockRole(tx, orgId, id)
  if (!role) throw notFound('member', id)
  if (owners.length === 1 && owners[0] === id) throw conflict('member.last_owner')
  return role
}

/**
 * Gives a member another role, from the next request on. Owners and administrators see the whole organisation.
 * @throws {DomainError} `member.not_found` (404), `member.last_owner` (409), `role.beyond` (403) for a role, old or new,
 *   with rights that the caller lacks.
 */
export async function setRole(
  tx: Tx,
  caller: Caller,
  id: string,
  role: Role,
): Promise<{ before: Role; after: Member }> {
  refuseBeyond(caller, role)
  const [known] = await listMembers(tx, caller.orgId, id)
  const before = known?.role === role ? role : await lockLeaving(tx, caller.orgId, id)
  refuseBeyond(caller, before)
  await repo.setRole(tx, caller.orgId, id, role)
  const [after] = await listMembers(tx, caller.orgId, id)
  return { before, after: after! }
}

/**
 * Takes somebody's access away, sessions included. What they did keeps their name.
 * @throws {DomainError} as {@link setRole}.
 */
export async function removeMember(tx: Tx, caller: Caller, id: string): Promise<void> {
  refuseBeyond(caller, await lockLeaving(tx, caller.orgId, id))
  await repo.deleteMembership(tx, caller.orgId, id)
}
