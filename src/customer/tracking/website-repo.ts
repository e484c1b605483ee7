import { sql } from 'kysely'
import type { Tx } from '#kernel/db'

export const list = (tx: Tx) => tx.selectFrom('customer.website').selectAll().orderBy('host').execute()
/** Websites whose script has spoken, and when it did last. */
export const listSeen = async (tx: Tx): Promise<{ id: string; siteId: string; seenAt: Date }[]> =>
  (await list(tx)).flatMap(({ id, site_id, seen_at }) => (seen_at ? [{ id, siteId: site_id, seenAt: seen_at }] : []))
export const find = (tx: Tx, id: string) =>
  tx.selectFrom('customer.website').selectAll().where('id', '=', id).executeTakeFirst()
export const insert = (tx: Tx, website: { site_id: string; host: string; key: string }) =>
  tx.insertInto('customer.website').values(website).returningAll().executeTakeFirstOrThrow()
export const setSeen = (tx: Tx, id: string, url: string) =>
  tx
    .updateTable('customer.website')
    .set({ seen_at: sql`now()`, seen_url: url })
    .where('id', '=', id)
    .execute()

/** Whose key it is; asked at the gate, before there is an organisation. */
export const whose = async (tx: Tx, key: string) =>
  (await sql<{ org_id: string; id: string; site_id: string }>`select * from customer.website_of(${key})`.execute(tx))
    .rows[0]
