import { sql } from 'kysely'
import type { Tx } from '#kernel/db'

/** Numbers in service with the end of their last lease, in ms; `-Infinity`: never lent. */
export const listFree = async (tx: Tx, poolId: string) =>
  await tx
    .selectFrom('customer.tracked_number')
    .select(['id', 'phone', sql<number>`extract(epoch from free_at)::float8 * 1000`.as('freeAt')])
    .where('pool_id', '=', poolId)
    .where('retired_at', 'is', null)
    .orderBy('free_at')
    .orderBy('id')
    .execute()

/** Ends the lease that runs at an instant, if one does. */
export const cut = (tx: Tx, numberId: string, at: Date) =>
  sql`update customer.lease set held = tstzrange(lower(held), ${at}::timestamptz)
    where number_id = ${numberId} and held @> ${at}::timestamptz and lower(held) < ${at}::timestamptz`.execute(tx)

export type PastLease = {
  id: string
  numberId: string
  visit: string
  visitor: string
  from: Date
  until: Date
  reused: boolean
}

export const insertLeases = (tx: Tx, leases: PastLease[]) =>
  tx
    .insertInto('customer.lease')
    .values(
      leases.map(({ id, numberId, visit, visitor, from, until, reused }) => ({
        id,
        number_id: numberId,
        visit_id: visit,
        visitor_id: visitor,
        held: `[${from.toISOString()},${until.toISOString()})`,
        reused,
      })),
    )
    .execute()

export const setLast = (tx: Tx, { id, numberId, until }: PastLease) =>
  tx.updateTable('customer.tracked_number').set({ free_at: until, lease_id: id }).where('id', '=', numberId).execute()
