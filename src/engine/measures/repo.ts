import type { Tx } from '#kernel/db'
import type { Anonymity } from './contract.ts'

export const find = (tx: Tx): Promise<Anonymity | undefined> =>
  tx.selectFrom('engine.anonymity').select(['scores', 'comments']).executeTakeFirst()
export const set = (tx: Tx, least: Anonymity) =>
  tx
    .insertInto('engine.anonymity')
    .values(least)
    .onConflict((c) => c.column('org_id').doUpdateSet(least))
    .execute()
