import { sql } from 'kysely'
import type { Tx } from '#kernel/db'
import type { Holding, Known } from './book.ts'

/** One at a time notes customers: two at once would create the same one twice. */
export const lockBook = (tx: Tx) =>
  sql`select pg_advisory_xact_lock(hashtextextended('contacts ' || core.current_org(), 0))`.execute(tx)

export type Phones = { contactId: string; phone: string; since: string | null; until: string | null }[]

const selection = sql`c.id, c.reference, c.name, c.email, (
    select coalesce(jsonb_agg(jsonb_build_object('phone', p.phone, 'since', p.since, 'until', p.until) order by p.phone), '[]')
    from customer.contact_phone p where p.org_id = c.org_id and p.contact_id = c.id
  ) as phones`

/** Whoever has one of the references or addresses, or has or had one of the numbers. */
export async function listKnown(
  tx: Tx,
  { references, emails, phones }: { references: string[]; emails: string[]; phones: string[] },
): Promise<Known[]> {
  const { rows } = await sql<{
    id: string
    reference: string | null
    name: string
    email: string | null
    phones: { phone: string; since: string | null; until: string | null }[]
  }>`
    select ${selection} from customer.contact c
    where not c.erased and c.id in (
      select id from customer.contact where reference = any(${references}::text[])
      union select id from customer.contact where email = any(${emails}::text[])
      union select contact_id from customer.contact_phone where phone = any(${phones}::text[]))`.execute(tx)
  return rows.map((row) => ({ ...row, phones: row.phones.map(toHolding) }))
}

const toHolding = ({
  phone,
  since,
  until,
}: {
  phone: string
  since: string | null
  until: string | null
}): Holding => ({
  phone,
  since: since === null ? null : new Date(since),
  until: until === null ? null : new Date(until),
})

/** Writes contacts and their numbers as they have become. */
export async function save(tx: Tx, contacts: Known[]): Promise<void> {
  if (contacts.length === 0) return
  await sql`insert into customer.contact (id, reference, name, email)
    select id, reference, name, email from jsonb_to_recordset(${JSON.stringify(contacts)}::jsonb)
      as c (id uuid, reference text, name text, email text)
    on conflict (org_id, id) do update set reference = excluded.reference, name = excluded.name, email = excluded.email,
      updated_at = now()`.execute(tx)
  const phones = contacts.flatMap(({ id, phones: held }) => held.map((holding) => ({ ...holding, id })))
  await sql`insert into customer.contact_phone (contact_id, phone, since, until)
    select id, phone, since, until from jsonb_to_recordset(${JSON.stringify(phones)}::jsonb)
      as p (id uuid, phone text, since timestamptz, until timestamptz)
    on conflict (org_id, contact_id, phone) do update set until = excluded.until
      where contact_phone.until is distinct from excluded.until`.execute(tx)
}

export type HolderRow = { contact_id: string; name: string; phone: string; since: Date | null; until: Date | null }
/** Who has or had these numbers. */
export const listHolders = async (tx: Tx, phones: string[]): Promise<HolderRow[]> =>
  (
    await sql<HolderRow>`select p.contact_id, c.name, p.phone, p.since, p.until
      from customer.contact_phone p join customer.contact c on c.org_id = p.org_id and c.id = p.contact_id
      where p.phone = any(${phones}::text[]) order by c.name collate "fr-x-icu", c.id`.execute(tx)
  ).rows

/** Every number that contacts have or had. */
export const listNumbers = async (tx: Tx, contactIds: string[]): Promise<HolderRow[]> =>
  (
    await sql<HolderRow>`select p.contact_id, c.name, p.phone, p.since, p.until
      from customer.contact_phone p join customer.contact c on c.org_id = p.org_id and c.id = p.contact_id
      where p.contact_id = any(${contactIds}::uuid[]) order by p.until desc nulls first, p.phone`.execute(tx)
  ).rows

export type ContactRow = {
  id: string
  reference: string | null
  name: string
  email: string | null
  erased: boolean
  phones: string[]
  sales: number
  value_cents: number
  last_sold_on: string | null
}

const shown = sql`c.id, c.reference, c.name, c.email, c.erased,
  array(select p.phone from customer.contact_phone p where p.org_id = c.org_id and p.contact_id = c.id and p.until is null order by p.phone) as phones,
  (select count(*)::int from customer.sale s where s.org_id = c.org_id and s.contact_id = c.id and s.amount_cents > 0) as sales,
  (select coalesce(sum(s.amount_cents), 0)::bigint from customer.sale s where s.org_id = c.org_id and s.contact_id = c.id) as value_cents,
  (select max(s.sold_on) from customer.sale s where s.org_id = c.org_id and s.contact_id = c.id and s.amount_cents > 0) as last_sold_on`

/** By name, after the cursor (name, id). @param search what to look for in names, references and addresses; `digits`: in numbers. */
export const list = async (
  tx: Tx,
  { search, digits, after, limit }: { search: string; digits: string; after: [string, string] | null; limit: number },
): Promise<ContactRow[]> =>
  (
    await sql<ContactRow>`select ${shown} from customer.contact c
      where not c.erased
        and (${search} = '' or c.name ilike ${`%${search}%`} or c.reference ilike ${`${search}%`} or c.email ilike ${`${search}%`}
          or ${digits} <> '' and exists (select from customer.contact_phone p
            where p.org_id = c.org_id and p.contact_id = c.id and p.phone like ${`%${digits}%`}))
        and (${after === null} or (c.name collate "fr-x-icu", c.id) > (${after?.[0] ?? ''}, ${after?.[1] ?? null}::uuid))
      order by c.name collate "fr-x-icu", c.id limit ${limit}`.execute(tx)
  ).rows

export const find = async (tx: Tx, id: string): Promise<ContactRow | undefined> =>
  (await sql<ContactRow>`select ${shown} from customer.contact c where c.id = ${id}`.execute(tx)).rows[0]
