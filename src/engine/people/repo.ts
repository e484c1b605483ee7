import { sql } from 'kysely'
import type { Tx } from '#kernel/db'

export const listSites = (tx: Tx) =>
  tx
    .selectFrom('engine.site')
    .selectAll()
    .orderBy(sql`name collate "fr-x-icu"`)
    .execute()
export const findSite = (tx: Tx, id: string) =>
  tx.selectFrom('engine.site').selectAll().where('id', '=', id).executeTakeFirst()
export const insertSite = (tx: Tx, site: { name: string; time_zone: string; phone: string }) =>
  tx.insertInto('engine.site').values(site).returningAll().executeTakeFirstOrThrow()
export const updateSite = (tx: Tx, id: string, site: { name?: string; time_zone?: string; phone?: string }) =>
  tx.updateTable('engine.site').set(site).where('id', '=', id).returningAll().executeTakeFirstOrThrow()

/** @returns undefined when the number is another line's already. */
export const insertLine = (tx: Tx, line: { site_id: string; phone: string }) =>
  tx
    .insertInto('engine.line')
    .values(line)
    .onConflict((c) => c.columns(['org_id', 'phone']).doNothing())
    .returning('id')
    .executeTakeFirst()
export const findLine = (tx: Tx, phone: string) =>
  tx
    .selectFrom('engine.line as l')
    .innerJoin('engine.site as s', (join) => join.onRef('s.org_id', '=', 'l.org_id').onRef('s.id', '=', 'l.site_id'))
    .select(['l.id', 'l.site_id', 's.time_zone', 's.phone as site_phone'])
    .where('l.phone', '=', phone)
    .executeTakeFirst()

export const listLines = (tx: Tx, phones: string[]) =>
  tx.selectFrom('engine.line').select(['id', 'site_id', 'phone']).where('phone', 'in', phones).execute()

/** The person behind an identifier; a new one when nobody is. */
export const identify = async (tx: Tx, channel: string, value: string) =>
  (
    await sql<{
      person_id: string
      is_new: boolean
    }>`select * from engine.identify(${channel}, ${value})`.execute(tx)
  ).rows[0]!
/** @returns false when the identifier was somebody's already, who keeps it. */
export const insertIdentity = async (tx: Tx, identity: { channel: string; value: string; person_id: string }) =>
  (
    await tx
      .insertInto('engine.identity')
      .values(identity)
      .onConflict((c) => c.doNothing())
      .executeTakeFirst()
  ).numInsertedOrUpdatedRows === 1n
export const insertPersons = (tx: Tx, ids: string[]) =>
  tx
    .insertInto('engine.person')
    .values(ids.map((id) => ({ id })))
    .execute()
export const insertIdentities = (tx: Tx, identities: { channel: string; value: string; person_id: string }[]) =>
  tx.insertInto('engine.identity').values(identities).execute()
export const listIdentities = (tx: Tx, channel: string, values: string[], before?: Date) =>
  tx
    .selectFrom('engine.identity')
    .select(['value', 'person_id'])
    .where('channel', '=', channel)
    .where('value', 'in', values)
    .$if(before !== undefined, (q) => q.where('created_at', '<', before!))
    .execute()
/** The browsers known to be somebody's. */
export const listBrowsers = (tx: Tx, personIds: string[]) =>
  tx
    .selectFrom('engine.identity')
    .select(['value', 'person_id'])
    .where('person_id', 'in', personIds)
    .where('channel', '=', 'visitor')
    .execute()
export const listPersonNames = (tx: Tx, ids: string[]) =>
  tx.selectFrom('engine.person').select(['id', 'name']).where('id', 'in', ids).where('name', 'is not', null).execute()

/** Whoever has a number, and the browsers known to be theirs. */
export const findByPhone = async (tx: Tx, phone: string): Promise<{ person_id: string; visitor_id: string | null }[]> =>
  (
    await sql<{ person_id: string; visitor_id: string | null }>`select p.person_id, v.value as visitor_id
      from engine.identity p left join engine.identity v on v.org_id = p.org_id and v.person_id = p.person_id and v.channel = 'visitor'
      where p.channel = 'phone' and p.value = ${phone}`.execute(tx)
  ).rows
/** Nothing tells any more who they are; what is counted of them stays one person's. @returns how many had something. */
export async function forget(tx: Tx, ids: string[]): Promise<number> {
  if (ids.length === 0) return 0
  await tx.updateTable('engine.person').set({ name: null }).where('id', 'in', ids).execute()
  const gone = await tx.deleteFrom('engine.identity').where('person_id', 'in', ids).returning('person_id').execute()
  return new Set(gone.map(({ person_id }) => person_id)).size
}
