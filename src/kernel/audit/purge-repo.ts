import { sql } from 'kysely'
import type { Tx } from '#kernel/db'

/** Chains whose daily work is due. */
export const listDue = (tx: Tx, column: 'purged_at' | 'verified_at', now: Date) =>
  tx
    .selectFrom('core.audit_chain')
    .select(['org_id', 'keep_read_days', 'keep_change_days', 'keep_address_days'])
    .where((where) => where.or([where(column, 'is', null), where(column, '<', new Date(now.getTime() - 86_400_000))]))
    .execute()

/** Empties what entries of some kinds say that are older than an instant. @returns how many. */
export async function emptyEntries(tx: Tx, orgId: string, kinds: string[], before: Date): Promise<number> {
  const { numAffectedRows } = await sql`
    update core.audit_entry
    set id = null, who = null, who_id = null, address = null, address_salt = null, address_hash = null, verb = null,
      object_type = null, object_id = null, outcome = null, changes = null, request_id = null
    where org_id = ${orgId} and kind = any (${kinds}) and at < ${before} and id is not null`.execute(tx)
  return Number(numAffectedRows ?? 0)
}

/** Takes addresses away that are older than an instant, with the salt of their hash. @returns how many. */
export async function emptyAddresses(tx: Tx, orgId: string, before: Date): Promise<number> {
  const { numAffectedRows } = await sql`
    update core.audit_entry set address = null, address_salt = null
    where org_id = ${orgId} and address is not null and at < ${before}`.execute(tx)
  return Number(numAffectedRows ?? 0)
}

export const setPurged = (tx: Tx, orgId: string, now: Date) =>
  tx.updateTable('core.audit_chain').set({ purged_at: now }).where('org_id', '=', orgId).execute()
