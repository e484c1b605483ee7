import { sql } from 'kysely'
import type { Tx } from '#kernel/db'

export const listRecipients = (tx: Tx) =>
  tx.selectFrom('customer.alert_recipient').select(['id', 'email', 'site_id']).orderBy('email').execute()
export const insertRecipient = (tx: Tx, recipient: { email: string; site_id: string | null }) =>
  tx
    .insertInto('customer.alert_recipient')
    .values(recipient)
    .returning(['id', 'email', 'site_id'])
    .executeTakeFirstOrThrow()
export const deleteRecipient = async (tx: Tx, id: string) =>
  (await tx.deleteFrom('customer.alert_recipient').where('id', '=', id).executeTakeFirst()).numDeletedRows > 0n

/** One alert per address of the site or of every site. @returns the ids of the new ones: none when they exist already. */
export const insertAlerts = async (tx: Tx, callId: string, siteId: string) =>
  (
    await sql<{ id: string }>`
    insert into customer.missed_call_alert (call_id, email)
    select distinct ${callId}::uuid, email from customer.alert_recipient where site_id is null or site_id = ${siteId}
    on conflict (org_id, call_id, email) do nothing returning id`.execute(tx)
  ).rows.map((row) => row.id)
export const findAlert = (tx: Tx, id: string) =>
  tx.selectFrom('customer.missed_call_alert').selectAll().where('id', '=', id).executeTakeFirst()
export const setSent = (tx: Tx, id: string) =>
  tx
    .updateTable('customer.missed_call_alert')
    .set({ sent_at: sql`now()` })
    .where('id', '=', id)
    .execute()
