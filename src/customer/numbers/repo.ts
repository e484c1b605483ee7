import { sql } from 'kysely'
import type { Tx } from '#kernel/db'

const columns = ['id', 'site_id', 'phone', 'label', 'campaign_id', 'pool_id', 'shown_on_pages', 'retired_at'] as const

export const list = (tx: Tx, filter: { siteId?: string; poolId?: string }) =>
  tx
    .selectFrom('customer.tracked_number')
    .select(columns)
    .$if(filter.siteId !== undefined, (q) => q.where('site_id', '=', filter.siteId!))
    .$if(filter.poolId !== undefined, (q) => q.where('pool_id', '=', filter.poolId!))
    .orderBy('phone')
    .execute()
export const findNumber = (tx: Tx, id: string) =>
  tx.selectFrom('customer.tracked_number').select(columns).where('id', '=', id).executeTakeFirst()
export const insertNumber = (
  tx: Tx,
  number: {
    id: string
    site_id: string
    phone: string
    label?: string
    campaign_id?: string
    pool_id?: string
    shown_on_pages?: boolean
  },
) => tx.insertInto('customer.tracked_number').values(number).returning(columns).executeTakeFirstOrThrow()
export const setRetired = (tx: Tx, id: string, retired: boolean) =>
  tx
    .updateTable('customer.tracked_number')
    .set({ retired_at: retired ? sql`now()` : null })
    .where('id', '=', id)
    .returning(columns)
    .executeTakeFirst()

export const insertPool = async (
  tx: Tx,
  pool: { site_id: string; name: string; replaces: string | null; hold_minutes: number },
) => (await tx.insertInto('customer.pool').values(pool).returning('id').executeTakeFirstOrThrow()).id
export const findPool = (tx: Tx, id: string) =>
  tx.selectFrom('customer.pool').selectAll().where('id', '=', id).executeTakeFirst()
export const listPoolsOfSite = (tx: Tx, siteId: string) =>
  tx
    .selectFrom('customer.pool')
    .select(['id', 'replaces'])
    .where('site_id', '=', siteId)
    .orderBy('created_at')
    .orderBy('id')
    .execute()

export const listPools = (tx: Tx, id?: string) =>
  tx
    .selectFrom('customer.pool as p')
    .select(['p.id', 'p.site_id', 'p.name', 'p.replaces', 'p.hold_minutes'])
    .select((e) => [
      e
        .selectFrom('customer.tracked_number as n')
        .select(sql<number>`count(*)::int`.as('n'))
        .whereRef('n.org_id', '=', 'p.org_id')
        .whereRef('n.pool_id', '=', 'p.id')
        .where('n.retired_at', 'is', null)
        .as('numbers'),
      e
        .selectFrom('customer.tracked_number as n')
        .select(sql<number>`count(*)::int`.as('n'))
        .whereRef('n.org_id', '=', 'p.org_id')
        .whereRef('n.pool_id', '=', 'p.id')
        .where('n.retired_at', 'is', null)
        .where('n.free_at', '>', sql<Date>`now()`)
        .as('held'),
      e
        .selectFrom('customer.lease as l')
        .innerJoin('customer.tracked_number as n', (j) =>
          j.onRef('n.org_id', '=', 'l.org_id').onRef('n.id', '=', 'l.number_id'),
        )
        .select(sql<number>`count(*)::int`.as('n'))
        .whereRef('n.pool_id', '=', 'p.id')
        .where('l.reused', '=', true)
        .where('l.until', '>', sql<Date>`now() - interval '24 hours'`)
        .where(sql`lower(l.held)`, '>', sql`now() - interval '24 hours'`)
        .as('reused'),
    ])
    .$if(id !== undefined, (q) => q.where('p.id', '=', id!))
    .orderBy('p.created_at')
    .execute()
