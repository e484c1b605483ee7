import { sql } from 'kysely'
import type { Tx } from '#kernel/db'

const sitesOfKey = sql<string[] | null>`case when not k.whole_org then
  array(select s.site_id from core.api_key_site s where s.org_id = k.org_id and s.api_key_id = k.id) end`

const keys = (tx: Tx) =>
  tx
    .selectFrom('core.api_key as k')
    .innerJoin('core.service_account as a', (j) =>
      j.onRef('a.org_id', '=', 'k.org_id').onRef('a.id', '=', 'k.service_account_id'),
    )
    .selectAll('k')
    .select(['a.suspended_at', sitesOfKey.as('site_ids')])
    .where('k.revoked_at', 'is', null)
    .where('a.removed_at', 'is', null)
export type KeyRow = Awaited<ReturnType<typeof listKeys>>[number]

/** Newest first. */
export const listKeys = (tx: Tx, orgId: string) =>
  keys(tx).where('k.org_id', '=', orgId).orderBy('k.created_at', 'desc').execute()

/** Until commit, so that of two rotations at once the second sees the first's. */
export const lockKey = (tx: Tx, orgId: string, id: string) =>
  keys(tx).where('k.org_id', '=', orgId).where('k.id', '=', id).forUpdate('k').executeTakeFirst()

export async function insertKey(
  tx: Tx,
  key: {
    org_id: string
    service_account_id: string
    name: string
    prefix: string
    secret_hash: Buffer
    scopes: string[]
    created_by: string
    created_at: Date
    expires_at: Date | null
  },
  siteIds: readonly string[] | null,
) {
  const row = await tx
    .insertInto('core.api_key')
    .values({ ...key, whole_org: siteIds === null })
    .returningAll()
    .executeTakeFirstOrThrow()
  if (siteIds && siteIds.length > 0)
    await tx
      .insertInto('core.api_key_site')
      .values(siteIds.map((site_id) => ({ org_id: key.org_id, api_key_id: row.id, site_id })))
      .execute()
  return { ...row, site_ids: siteIds && [...siteIds] }
}

type Change = { revoked_at?: Date; expires_at?: Date; rotated_at?: Date }
/** @returns whether there was such a key, not yet revoked. */
export const updateKey = async (tx: Tx, orgId: string, id: string, change: Change): Promise<boolean> =>
  (
    await tx
      .updateTable('core.api_key')
      .set(change)
      .where('org_id', '=', orgId)
      .where('id', '=', id)
      .where('revoked_at', 'is', null)
      .executeTakeFirst()
  ).numUpdatedRows > 0n

/** The key of a secret, if it is not revoked; notes at most once a minute that it was used. */
export async function findKey(tx: Tx, secretHash: Buffer) {
  const key = await keys(tx).where('k.secret_hash', '=', secretHash).executeTakeFirst()
  if (key && (!key.last_used_at || Date.now() - key.last_used_at.getTime() > 60_000)) {
    await tx
      .updateTable('core.api_key')
      .set({ last_used_at: sql`now()` })
      .where('org_id', '=', key.org_id)
      .where('id', '=', key.id)
      .execute()
  }
  return key
}

/**
 * Marks those that end before an instant and whose end nobody was told, once. Not those that were rotated or live a
 * month at most: they end as they should. At most 100, of all organisations.
 */
export const markEnding = (tx: Tx, before: Date) =>
  tx
    .updateTable('core.api_key')
    .set({ warned_at: sql`now()` })
    .where('id', 'in', (q) =>
      q
        .selectFrom('core.api_key as k')
        .select('k.id')
        .where('k.revoked_at', 'is', null)
        .where('k.warned_at', 'is', null)
        .where('k.rotated_at', 'is', null)
        .where('k.expires_at', '>', sql<Date>`k.created_at + interval '31 days'`)
        .where('k.expires_at', '>', sql<Date>`now()`)
        .where('k.expires_at', '<', before)
        .limit(100)
        .forUpdate()
        .skipLocked(),
    )
    .returning(['org_id', 'id'])
    .execute()

/** A key that ends, and to whom it is told: who made it, if still there, and the owners. */
export async function findEnding(tx: Tx, orgId: string, id: string) {
  const { rows } = await sql<{ name: string; account: string; org: string; expires_at: Date; emails: string[] }>`
    select k.name, s.name as account, o.name as org, k.expires_at,
      array(select a.email from core.membership m join core.account a on a.id = m.account_id
        where m.org_id = k.org_id and (m.role = 'owner' or a.id = k.created_by) order by a.email) as emails
    from core.api_key k join core.org o on o.id = k.org_id
    join core.service_account s on s.org_id = k.org_id and s.id = k.service_account_id
    where k.org_id = ${orgId} and k.id = ${id} and k.revoked_at is null and k.rotated_at is null
      and s.removed_at is null and k.expires_at is not null`.execute(tx)
  return rows[0]
}
