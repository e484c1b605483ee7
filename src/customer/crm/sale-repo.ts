import { sql } from 'kysely'
import type { Tx } from '#kernel/db'

export type SaleValues = {
  reference: string
  contactId: string
  soldOn: string
  amountCents: number
  label: string
}

/** Sales of these references. */
export const listByReference = (tx: Tx, references: string[]) =>
  tx
    .selectFrom('customer.sale')
    .select(['reference', 'contact_id', 'sold_on', 'amount_cents', 'label'])
    .where('reference', 'in', references)
    .execute()

/** Writes sales as they are told; one that is known under its reference is corrected. */
export const save = (tx: Tx, sales: SaleValues[]) =>
  sql`insert into customer.sale (reference, contact_id, sold_on, amount_cents, label)
    select reference, "contactId", "soldOn", "amountCents", label from jsonb_to_recordset(${JSON.stringify(sales)}::jsonb)
      as s (reference text, "contactId" uuid, "soldOn" date, "amountCents" bigint, label text)
    on conflict (org_id, reference) do update set contact_id = excluded.contact_id, sold_on = excluded.sold_on,
      amount_cents = excluded.amount_cents, label = excluded.label`.execute(tx)

/** Newest first. */
export const listOf = (tx: Tx, contactIds: string[], most: number) =>
  tx
    .selectFrom('customer.sale')
    .select(['id', 'contact_id', 'reference', 'sold_on', 'amount_cents', 'label'])
    .where('contact_id', 'in', contactIds)
    .orderBy('sold_on', 'desc')
    .orderBy('id', 'desc')
    .limit(most)
    .execute()

/** Sales that count, of some contacts. */
export const listCounted = (tx: Tx, contactIds: string[]) =>
  tx
    .selectFrom('customer.sale')
    .select(['contact_id', 'sold_on', 'amount_cents'])
    .where('contact_id', 'in', contactIds)
    .where('amount_cents', '>', 0)
    .orderBy('sold_on')
    .orderBy('id')
    .execute()
