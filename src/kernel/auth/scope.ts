import type { Tx } from '#kernel/db'
import { emit } from '#kernel/events'
import { conflict, invalid, notFound } from '#shared/errors'
import type { Member, Role, Scope } from './contract.ts'
import type { Caller } from './rights.ts'
import * as repo from './scope-repo.ts'

export const listMembers = (tx: Tx, orgId: string): Promise<Member[]> => repo.listMembers(tx, orgId)

/**
 * Says over what a member's rights are, from the next request on. At the gate, for somebody.
 * @param scope null: the whole organisation.
 * @returns the member as it was and as it is.
 * @throws {DomainError} `member.not_found` (404), `scope.role_is_whole` (409) for owners and administrators,
 *   `scope.empty`, `reference.unknown` (422) for a site or a team that does not exist.
 */
export async function setMemberScope(
  tx: Tx,
  { orgId }: Caller,
  memberId: string,
  scope: Scope | null,
): Promise<{ before: Member; after: Member }> {
  const membership = await repo.lock(tx, { orgId, memberId })
  if (!membership) throw notFound('member', memberId)
  const [before] = await repo.listMembers(tx, orgId, memberId)
  const once = checkedScope(membership.role as Role, scope)
  await repo.setScope(tx, { orgId, memberId }, once)
  const [after] = await repo.listMembers(tx, orgId, memberId)
  if (inWords(before!) !== inWords(after!))
    await emit(tx, 'member.scope_changed', { memberId, whole: scope === null, ...once })
  return { before: before!, after: after! }
}

/**
 * Each site and team once.
 * @throws {DomainError} `scope.role_is_whole` (409) for owners and administrators, `scope.empty` (422).
 */
export function checkedScope(role: Role, scope: Scope | null): Scope | null {
  if (scope === null) return null
  if (role === 'owner' || role === 'administrator') throw conflict('scope.role_is_whole')
  if (scope.siteIds.length + scope.teamIds.length === 0) throw invalid('scope.empty')
  return { siteIds: [...new Set(scope.siteIds)], teamIds: [...new Set(scope.teamIds)] }
}

const inWords = ({ scope }: Member) => JSON.stringify(scope && [scope.siteIds.toSorted(), scope.teamIds.toSorted()])
