import { sql } from 'kysely'
import type { Tx } from '#kernel/db'

/** The last call of each number within some days: at which site, and whether somebody answered. What is left out of the figures is no call. */
export const lastCallsOf = async (
  tx: Tx,
  { from, to }: { from: string; to: string },
): Promise<{ phone: string; siteId: string; answered: boolean }[]> =>
  (
    await sql<{ phone: string; siteId: string; answered: boolean }>`
      select distinct on (caller) caller as phone, site_id as "siteId", outcome = 'answered' as answered
      from customer.tracked_call
      where local_day between ${from}::date and ${to}::date and caller is not null and quarantine is null
      order by caller, started_at desc`.execute(tx)
  ).rows
