import type { Tx } from '#kernel/db'
import type { SourceRule } from './contract.ts'

/** In the administrator's order. */
export const list = async (tx: Tx): Promise<SourceRule[]> =>
  (await tx
    .selectFrom('customer.source_rule')
    .select(['kind', 'value', 'source', 'medium', 'channel'])
    .orderBy('place')
    .execute()) as SourceRule[]

export async function replace(tx: Tx, rules: SourceRule[]): Promise<void> {
  await tx.deleteFrom('customer.source_rule').execute()
  if (rules.length === 0) return
  await tx
    .insertInto('customer.source_rule')
    .values(rules.map((rule, place) => ({ ...rule, place })))
    .execute()
}
