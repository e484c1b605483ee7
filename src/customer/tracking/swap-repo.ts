import type { Tx } from '#kernel/db'
import type { SwapRule } from './contract.ts'

/** In the administrator's order. */
export const list = async (tx: Tx, siteId: string): Promise<SwapRule[]> =>
  (
    await tx
      .selectFrom('customer.swap_rule')
      .select(['kind', 'value', 'replaces', 'number_id'])
      .where('site_id', '=', siteId)
      .orderBy('place')
      .execute()
  ).map(({ kind, number_id, ...row }) => ({ ...row, kind: kind as SwapRule['kind'], numberId: number_id }))

export async function replace(tx: Tx, siteId: string, rules: SwapRule[]): Promise<void> {
  await tx.deleteFrom('customer.swap_rule').where('site_id', '=', siteId).execute()
  if (rules.length === 0) return
  await tx
    .insertInto('customer.swap_rule')
    .values(
      rules.map(({ kind, value, replaces, numberId }, place) => ({
        site_id: siteId,
        place,
        kind,
        value,
        replaces,
        number_id: numberId,
      })),
    )
    .execute()
}
