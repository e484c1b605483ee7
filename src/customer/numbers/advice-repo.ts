import { sql } from 'kysely'
import type { Tx } from '#kernel/db'

/** The hour in which most visitors were lent a number, and for how long all of them held theirs on average. */
export const busiestHour = async (
  tx: Tx,
  poolId: string,
  days: number,
): Promise<{ at: Date; visits: number; total: number; heldMinutes: number } | undefined> =>
  (
    await sql<{ at: Date; visits: number; total: number; heldMinutes: number }>`
      with lent as (
        select lower(l.held) as at, extract(epoch from upper(l.held) - lower(l.held)) / 60 as minutes
        from customer.tracked_number n join customer.lease l on l.org_id = n.org_id and l.number_id = n.id
        where n.pool_id = ${poolId} and l.until > now() - make_interval(days => ${days})
          and lower(l.held) between now() - make_interval(days => ${days}) and now())
      select date_trunc('hour', at) as at, count(*)::int as visits, (select count(*)::int from lent) as total,
        (select avg(minutes)::float from lent) as "heldMinutes"
      from lent group by 1 order by visits desc, at desc limit 1`.execute(tx)
  ).rows[0]

/** Days that a site's lent numbers have been in service since an instant, together. */
export const numberDays = async (tx: Tx, siteId: string, since: Date): Promise<number> =>
  (
    await sql<{ days: number }>`
    select coalesce(sum(extract(epoch from coalesce(retired_at, now()) - greatest(created_at, ${since})) / 86400), 0)::float8 as days
    from customer.tracked_number
    where site_id = ${siteId} and pool_id is not null and coalesce(retired_at, now()) > greatest(created_at, ${since})`.execute(
      tx,
    )
  ).rows[0]!.days
