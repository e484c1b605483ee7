import { sql } from 'kysely'
import type { Tx } from '#kernel/db'

/** Contacts that have or had a number. */
export const listWith = async (tx: Tx, phone: string): Promise<string[]> =>
  (
    await sql<{ id: string }>`select contact_id as id from customer.contact_phone where phone = ${phone}`.execute(tx)
  ).rows.map(({ id }) => id)

/** Every number that a contact has or had. */
export const listPhones = async (tx: Tx): Promise<string[]> =>
  (await sql<{ phone: string }>`select distinct phone from customer.contact_phone`.execute(tx)).rows.map(
    ({ phone }) => phone,
  )

/** Who they are goes; how much they bought stays. @returns how many were known by something. */
export async function forget(tx: Tx, ids: string[]): Promise<number> {
  if (ids.length === 0) return 0
  await sql`delete from customer.contact_phone where contact_id = any(${ids}::uuid[])`.execute(tx)
  await sql`update customer.sale set reference = null, label = '' where contact_id = any(${ids}::uuid[])`.execute(tx)
  const { numAffectedRows } =
    await sql`update customer.contact set reference = null, name = '', email = null, erased = true, updated_at = now()
    where id = any(${ids}::uuid[]) and not erased`.execute(tx)
  return Number(numAffectedRows)
}

/** A number that several people have is nobody's any more. @returns how many had it. */
export const forgetNumber = async (tx: Tx, phone: string): Promise<number> =>
  Number((await sql`delete from customer.contact_phone where phone = ${phone}`.execute(tx)).numAffectedRows)

/** Neither bought nor changed since an instant. */
export const listSilent = async (tx: Tx, before: Date, most: number): Promise<string[]> =>
  (
    await sql<{ id: string }>`select id from customer.contact c where not erased and updated_at < ${before}
        and not exists (select from customer.sale s where s.org_id = c.org_id and s.contact_id = c.id and s.sold_on >= ${before}::timestamptz::date)
      limit ${most}`.execute(tx)
  ).rows.map(({ id }) => id)

export const show = async (tx: Tx, phone: string): Promise<Record<string, unknown>[]> =>
  (
    await sql<Record<string, unknown>>`select c.reference, c.name, c.email, c.created_at as "createdAt",
        (select coalesce(jsonb_agg(jsonb_build_object('phone', p.phone, 'since', p.since, 'until', p.until)), '[]')
          from customer.contact_phone p where p.org_id = c.org_id and p.contact_id = c.id) as phones,
        (select coalesce(jsonb_agg(jsonb_build_object('reference', s.reference, 'soldOn', s.sold_on, 'amountCents', s.amount_cents, 'label', s.label) order by s.sold_on), '[]')
          from customer.sale s where s.org_id = c.org_id and s.contact_id = c.id) as sales
      from customer.contact c where c.id in (select contact_id from customer.contact_phone where phone = ${phone})
      order by c.created_at`.execute(tx)
  ).rows
