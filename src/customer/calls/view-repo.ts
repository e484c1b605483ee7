import { sql } from 'kysely'
import type { Tx } from '#kernel/db'
import type { CallView } from './view-contract.ts'

const columns = ['id', 'account_id', 'name', 'period', 'search', 'shared'] as const
export type ViewRow = Awaited<ReturnType<typeof list>>[number]

/** Somebody's own and the shared ones, by name. */
export const list = (tx: Tx, accountId: string) =>
  tx
    .selectFrom('customer.call_view')
    .select(columns)
    .where((e) => e.or([e('account_id', '=', accountId), e('shared', '=', true)]))
    .orderBy(sql`name collate "fr-x-icu"`)
    .execute()
export const insert = (tx: Tx, accountId: string, { search, ...view }: Omit<CallView, 'id' | 'mine'>) =>
  tx
    .insertInto('customer.call_view')
    .values({ ...view, search: JSON.stringify(search), account_id: accountId })
    .returning(columns)
    .executeTakeFirstOrThrow()
export const remove = async (tx: Tx, id: string, accountId: string) =>
  (
    await tx
      .deleteFrom('customer.call_view')
      .where('id', '=', id)
      .where('account_id', '=', accountId)
      .executeTakeFirst()
  ).numDeletedRows > 0n
