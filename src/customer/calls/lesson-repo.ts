import type { Candidate } from '#customer/attribution/contract'
import type { Tx } from '#kernel/db'

/** A busy site's quarter; more would teach nothing new. */
const most = 20_000

/** A site's calls to lent numbers since an instant, the latest first, with their candidates as they were at the call. */
export const listLent = async (tx: Tx, siteId: string, since: Date) =>
  (
    await tx
      .selectFrom('customer.tracked_call as c')
      .innerJoin('customer.tracked_number as n', (j) =>
        j.onRef('n.org_id', '=', 'c.org_id').onRef('n.id', '=', 'c.number_id'),
      )
      .select(['c.started_at', 'c.candidates'])
      .where('c.site_id', '=', siteId)
      .where('c.started_at', '>=', since)
      .where('c.erased', '=', false)
      .where('n.pool_id', 'is not', null)
      .orderBy('c.started_at', 'desc')
      .limit(most)
      .execute()
  ).map((row) => ({ at: row.started_at, candidates: row.candidates as Candidate[] }))
