import { sql } from 'kysely'
import type { Tx } from '#kernel/db'

/** Somebody of the company's own file, as whoever writes to them needs them. `purchases`: those ever made. */
export type Addressee = { contactId: string; name: string; email: string | null; phones: string[]; purchases: number }

const addressees = async (tx: Tx, such: ReturnType<typeof sql>): Promise<Addressee[]> =>
  (
    await sql<Addressee>`
      select c.id as "contactId", c.name, c.email,
        array(select p.phone from customer.contact_phone p
          where p.org_id = c.org_id and p.contact_id = c.id and p.until is null order by p.phone) as phones,
        (select count(*)::int from customer.sale s
          where s.org_id = c.org_id and s.contact_id = c.id and s.amount_cents > 0) as purchases
      from customer.contact c where not c.erased and ${such} order by c.id`.execute(tx)
  ).rows

/** Those who have one of these numbers today. */
export const listHoldersToday = (tx: Tx, phones: readonly string[]) =>
  addressees(
    tx,
    sql`c.id in (select contact_id from customer.contact_phone where phone = any(${phones}::text[]) and until is null)`,
  )
/** Those who bought within some days. */
export const listBuyers = (tx: Tx, { from, to }: { from: string; to: string }) =>
  addressees(
    tx,
    sql`c.id in (select contact_id from customer.sale
      where amount_cents > 0 and sold_on between ${from}::date and ${to}::date)`,
  )
/** Those of these who are still in the file. */
export const listAddressees = (tx: Tx, contactIds: readonly string[]) =>
  addressees(tx, sql`c.id = any(${contactIds}::uuid[])`)
