import { sql } from 'kysely'
import type { Tx } from '#kernel/db'
import type { Received, Worth } from './worth.ts'

/** Calls from some numbers, oldest first. */
export const listReceived = async (tx: Tx, phones: string[]): Promise<Received[]> =>
  (
    await sql<Received>`select id, caller as phone, started_at as "startedAt", local_day as "localDay",
        certainty in ('support', 'visitor') as "isKnown"
      from customer.tracked_call where caller = any(${phones}::text[]) order by started_at, id`.execute(tx)
  ).rows

export const setWorth = (tx: Tx, worths: (Worth & { id: string })[]) =>
  sql`update customer.tracked_call c
    set customer = w.customer, sales = w.sales, value_cents = w."valueCents", acquired = w.acquired
    from jsonb_to_recordset(${JSON.stringify(worths)}::jsonb) as w (id uuid, customer boolean, sales integer, "valueCents" bigint, acquired boolean)
    where c.id = w.id and (c.customer, c.sales, c.value_cents, c.acquired)
      is distinct from (w.customer, w.sales, w."valueCents", w.acquired)`.execute(tx)
