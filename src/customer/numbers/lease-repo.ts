import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#kernel/db'

export type Lent = { visit_id: string; pool_id: string; number_id: string; phone: string; reused: boolean }

/** Who writes leases of a pool waits for the others who do, so that two never choose the same number. */
export const lockPool = (tx: Tx, poolId: string): Promise<{ holdMinutes: number; isExhaustionTold: boolean }> =>
  tx
    .selectFrom('customer.pool')
    .select('hold_minutes as holdMinutes')
    .select(sql<boolean>`coalesce(exhausted_at > now() - interval '1 hour', false)`.as('isExhaustionTold'))
    .where('id', '=', poolId)
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow()
export const setExhausted = (tx: Tx, poolId: string) =>
  tx
    .updateTable('customer.pool')
    .set({ exhausted_at: sql`now()` })
    .where('id', '=', poolId)
    .execute()

/** The same for several, all in one order. */
export const lockPools = (tx: Tx, poolIds: string[]) =>
  sql`select from customer.pool where id = any(${poolIds}::uuid[]) order by id for no key update`.execute(tx)

/** The same for the pools that these visits' numbers come from. */
export const lockPoolsOf = (tx: Tx, visitIds: string[]) =>
  sql`select from customer.pool where id in (
      select n.pool_id from customer.lease l join customer.tracked_number n on n.id = l.number_id where l.visit_id = any(${visitIds}::uuid[])
    ) order by id for no key update`.execute(tx)

/** Writes the leases of `given`: each number with its visit, until when, and whether it is taken from its holder. */
const begun = (poolId: string, from: RawBuilder<unknown>) => sql`begun as (
      insert into customer.lease (id, number_id, visitor_id, visit_id, held, reused)
      select next_id, id, visitor, visit, tstzrange(now, until), reused from ${from}
    ), busy as (
      update customer.tracked_number n set free_at = g.until, lease_id = g.next_id from given g where n.id = g.id
    )
    select visit as visit_id, ${poolId}::uuid as pool_id, id as number_id, phone, reused from given`

/**
 * Lends to each visit the number idle longest. When none is free, that same order gives the oldest lease, which ends at
 * this instant: one number, one holder. Lends at most as many as the pool has numbers: call again for the rest.
 */
export async function lend(
  tx: Tx,
  poolId: string,
  visits: { visit: string; visitor: string }[],
  holdMinutes: number,
): Promise<Lent[]> {
  // The count makes every end written before the first insert, for the exclusion constraint to see it.
  const result = await sql<Lent>`
    with clock as materialized (
      select clock_timestamp() as now
    ), taken as materialized (
      select id, phone, lease_id, free_at > now as reused, row_number() over (order by free_at, id) as place,
        now, now + make_interval(mins => ${holdMinutes}) as until
      from customer.tracked_number, clock
      where pool_id = ${poolId} and retired_at is null
      order by free_at, id limit ${visits.length}
    ), given as materialized (
      select t.*, v.visit, v.visitor, core.uuidv7() as next_id from taken t
      join unnest(${visits.map((v) => v.visit)}::uuid[], ${visits.map((v) => v.visitor)}::uuid[]) with ordinality as v (visit, visitor, place) using (place)
    ), ended as (
      update customer.lease l set held = tstzrange(lower(l.held), t.now)
      from taken t where t.reused and l.id = t.lease_id and l.until > t.now returning 1
    ), ${begun(poolId, sql`given, (select count(*) from ended) as done`)}`.execute(tx)
  return result.rows
}

/** Gives visitors who come back the number of theirs that they had last, where it is free; of two visits of one visitor, one. */
export async function lendAgain(
  tx: Tx,
  poolId: string,
  visits: { visit: string; visitor: string }[],
  holdMinutes: number,
): Promise<Lent[]> {
  const result = await sql<Lent>`
    with clock as materialized (
      select clock_timestamp() as now
    ), given as materialized (
      select distinct on (n.id) n.id, n.phone, v.visit, v.visitor, core.uuidv7() as next_id, false as reused, now,
        now + make_interval(mins => ${holdMinutes}) as until
      from unnest(${visits.map((v) => v.visit)}::uuid[], ${visits.map((v) => v.visitor)}::uuid[]) as v (visit, visitor)
      cross join lateral (
        select l.number_id from customer.visit b join customer.lease l on l.visit_id = b.id
        join customer.tracked_number o on o.id = l.number_id and o.pool_id = ${poolId}
        where b.visitor_id = v.visitor order by l.until desc limit 1
      ) as last
      join customer.tracked_number n on n.id = last.number_id
      cross join clock
      where n.retired_at is null and n.free_at <= now
      order by n.id, v.visit
    ), ${begun(poolId, sql`given`)}`.execute(tx)
  return result.rows
}

/** Leases that still run, of these visits; each is prolonged by its pool's hold. A lease that ended is left as it is. */
export async function prolong(tx: Tx, visitIds: string[]): Promise<Lent[]> {
  const result = await sql<Lent>`
    with running as materialized (
      select l.id, l.number_id, l.visit_id, l.reused, n.pool_id, n.phone, clock_timestamp() + make_interval(mins => p.hold_minutes) as until
      from customer.lease l
      join customer.tracked_number n on n.id = l.number_id join customer.pool p on p.id = n.pool_id
      where l.visit_id = any(${visitIds}::uuid[]) and l.until > clock_timestamp() and n.retired_at is null
    ), longer as (
      update customer.lease l set held = tstzrange(lower(l.held), r.until) from running r where l.id = r.id
    ), busy as (
      update customer.tracked_number n set free_at = r.until from running r where n.id = r.number_id
    )
    select visit_id, pool_id, number_id, phone, reused from running`.execute(tx)
  return result.rows
}

/** Ends a visit's running lease now; its number is free from this instant. */
export const end = (tx: Tx, visitId: string) =>
  sql`with clock as materialized (
      select clock_timestamp() as now
    ), ended as (
      update customer.lease set held = tstzrange(lower(held), now) from clock
      where visit_id = ${visitId} and until > now returning number_id, now
    ) update customer.tracked_number n set free_at = e.now from ended e where n.id = e.number_id`.execute(tx)

/** Who held a number at an instant or within the look-back before it, latest first. */
export const holders = (tx: Tx, numberId: string, at: Date, lookBackHours: number) =>
  tx
    .selectFrom('customer.lease')
    .select(['visit_id', 'visitor_id', 'reused', 'until'])
    .select(sql<Date>`lower(held)`.as('from'))
    .where('number_id', '=', numberId)
    .where('until', '>', sql<Date>`${at}::timestamptz - make_interval(hours => ${lookBackHours})`)
    .where(sql<Date>`lower(held)`, '<=', at)
    .orderBy(sql`lower(held)`, 'desc')
    .limit(50)
    .execute()
