import { sql } from 'kysely'
import type { Tx } from '#kernel/db'

const columns = ['id', 'name', 'note', 'created_at', 'suspended_at'] as const
const accounts = (tx: Tx, orgId: string) =>
  tx.selectFrom('core.service_account').select(columns).where('org_id', '=', orgId).where('removed_at', 'is', null)
export type Row = Awaited<ReturnType<typeof list>>[number]

export const list = (tx: Tx, orgId: string) =>
  accounts(tx, orgId)
    .orderBy(sql`name collate "fr-x-icu"`)
    .orderBy('id')
    .execute()

/** Until commit: no key is made for one that is being removed. */
export const lock = (tx: Tx, orgId: string, id: string) =>
  accounts(tx, orgId).where('id', '=', id).forUpdate().executeTakeFirst()

export const insert = (tx: Tx, account: { org_id: string; name: string; note?: string; created_by: string }) =>
  tx.insertInto('core.service_account').values(account).returning(columns).executeTakeFirstOrThrow()

type Change = { name?: string; note?: string; suspended_at?: Date | null; removed_at?: Date }
export const update = (tx: Tx, orgId: string, id: string, change: Change) =>
  tx
    .updateTable('core.service_account')
    .set(change)
    .where('org_id', '=', orgId)
    .where('id', '=', id)
    .returning(columns)
    .executeTakeFirstOrThrow()

export const revokeKeys = (tx: Tx, orgId: string, id: string, at: Date) =>
  tx
    .updateTable('core.api_key')
    .set({ revoked_at: at })
    .where('org_id', '=', orgId)
    .where('service_account_id', '=', id)
    .where('revoked_at', 'is', null)
    .execute()
