import { sql } from 'kysely'
import type { Tx } from '#kernel/db'

/** One letter per call and address: whoever comes first has it. @returns whose it is. */
export const claim = async (tx: Tx, alert: { id: string; call_id: string; email: string }): Promise<string> => {
  await tx
    .insertInto('customer.missed_call_alert')
    .values(alert)
    .onConflict((c) => c.columns(['org_id', 'call_id', 'email']).doNothing())
    .execute()
  const row = await tx
    .selectFrom('customer.missed_call_alert')
    .select('id')
    .where('call_id', '=', alert.call_id)
    .where('email', '=', alert.email)
    .executeTakeFirstOrThrow()
  return row.id
}
export const findAlert = (tx: Tx, id: string) =>
  tx.selectFrom('customer.missed_call_alert').selectAll().where('id', '=', id).executeTakeFirst()
export const setSent = (tx: Tx, id: string) =>
  tx
    .updateTable('customer.missed_call_alert')
    .set({ sent_at: sql`now()` })
    .where('id', '=', id)
    .execute()
