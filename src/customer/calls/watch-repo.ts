import { sql } from 'kysely'
import type { Tx } from '#kernel/db'

/** When each number was called last; those never called are left out. */
export const lastCalls = async (tx: Tx, numberIds: string[]): Promise<Map<string, Date>> =>
  new Map(
    (
      await sql<{ id: string; at: Date }>`
      select id, at from unnest(${numberIds}::uuid[]) as number (id)
      cross join lateral (select max(started_at) as at from customer.tracked_call where number_id = number.id) as last
      where at is not null`.execute(tx)
    ).rows.map(({ id, at }) => [id, at]),
  )

/** Calls of a site in one hour of the day, on days of its own. */
export const countHour = async (tx: Tx, siteId: string, hour: number, days: string[]) =>
  new Map(
    (
      await sql<{ day: string; received: number }>`
      select local_day as day, count(*)::int as received from customer.tracked_call
      where site_id = ${siteId} and local_hour = ${hour} and local_day = any(${days}::date[]) group by 1`.execute(tx)
    ).rows.map(({ day, received }) => [day, received]),
  )

/** A caller that tries several of our numbers within the hour reads them from a list: a machine, or a nuisance. */
const fewestNumbers = 5

/** @returns with the latest of their calls. */
export const wavesSince = async (tx: Tx, since: Date) =>
  (
    await sql<{ callId: string; siteId: string; caller: string; calls: number; numbers: number }>`
    select distinct on (w.caller) c.id as "callId", c.site_id as "siteId", w.caller, w.calls, w.numbers
    from (
      select caller, count(*)::int as calls, count(distinct phone)::int as numbers from customer.tracked_call
      where started_at > ${since} and caller is not null group by caller having count(distinct phone) >= ${fewestNumbers}
    ) as w
    join customer.tracked_call c on c.caller = w.caller and c.started_at > ${since}
    order by w.caller, c.started_at desc`.execute(tx)
  ).rows
