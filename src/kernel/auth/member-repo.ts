import type { Tx } from '#kernel/db'
import type { Role } from './fields.ts'

export const lockOwners = async (tx: Tx, orgId: string): Promise<string[]> =>
  (
    await tx
      .selectFrom('core.membership')
      .select('account_id')
      .where('org_id', '=', orgId)
      .where('role', '=', 'owner')
      .orderBy('account_id')
      .forUpdate()
      .execute()
  ).map((row) => row.account_id)

export const lockRole = async (tx: Tx, orgId: string, id: string): Promise<Role | undefined> =>
  (
    await tx
      .selectFrom('core.membership')
      .select('role')
      .where('org_id', '=', orgId)
      .where('account_id', '=', id)
      .forUpdate()
      .executeTakeFirst()
  )?.role as Role | undefined

export const setRole = (tx: Tx, orgId: string, id: string, role: Role) =>
  tx
    .updateTable('core.membership')
    .set({ role, ...((role === 'owner' || role === 'administrator') && { whole_org: true }) })
    .where('org_id', '=', orgId)
    .where('account_id', '=', id)
    .execute()

/** Their sessions go with it. */
export const deleteMembership = (tx: Tx, orgId: string, id: string) =>
  tx.deleteFrom('core.membership').where('org_id', '=', orgId).where('account_id', '=', id).execute()
