import { sql } from 'kysely'
import type { Tx } from '#kernel/db'

export type Talk = { numberId: string; day: string; calls: number; seconds: number }

/** Answered calls to numbers and their talk time, day by day in each site's time zone, from a day on; the latest first. */
export const talkOf = async (tx: Tx, numberIds: string[], from: string): Promise<Talk[]> =>
  (
    await sql<Talk>`
    select number_id as "numberId", local_day as day, count(*)::int as calls, coalesce(sum(talk_seconds), 0)::int as seconds
    from customer.tracked_call
    where number_id = any(${numberIds}::uuid[]) and local_day >= ${from}::date and outcome = 'answered'
    group by 1, 2 order by 2 desc`.execute(tx)
  ).rows
