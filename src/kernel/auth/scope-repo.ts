import { sql } from 'kysely'
import type { Tx } from '#kernel/db'
import type { Member, Scope } from './contract.ts'

type Table = 'core.membership_site' | 'core.membership_team'
type Which = { orgId: string; memberId: string }

const instant = (column: string) => sql`to_char(${sql.ref(column)} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`

export const listMembers = async (tx: Tx, orgId: string, id?: string): Promise<Member[]> =>
  (
    await sql<Member>`
    select m.account_id as id, a.name, a.email, m.role, ${instant('m.created_at')} as since, ${instant('m.last_seen_at')} as "lastSeenAt",
      exists (select from core.second_factor f where f.account_id = a.id and f.secret is not null) as "secondFactor",
      case when not m.whole_org then jsonb_build_object(
      'siteIds', array(select s.site_id from core.membership_site s where s.org_id = m.org_id and s.account_id = m.account_id),
      'teamIds', array(select s.team_id from core.membership_team s where s.org_id = m.org_id and s.account_id = m.account_id)) end as scope
    from core.membership m join core.account a on a.id = m.account_id
    where m.org_id = ${orgId} and (${id ?? null}::uuid is null or m.account_id = ${id ?? null})
    order by a.name collate "fr-x-icu", a.id`.execute(tx)
  ).rows

/** Until commit, so that of two changes at once one is whole. */
export const lock = (tx: Tx, { orgId, memberId }: Which) =>
  tx
    .selectFrom('core.membership')
    .select('role')
    .where('org_id', '=', orgId)
    .where('account_id', '=', memberId)
    .forUpdate()
    .executeTakeFirst()

export async function setScope(tx: Tx, which: Which, scope: Scope | null): Promise<void> {
  await tx
    .updateTable('core.membership')
    .set({ whole_org: scope === null })
    .where('org_id', '=', which.orgId)
    .where('account_id', '=', which.memberId)
    .execute()
  await replace(tx, 'core.membership_site', 'site_id', which, scope?.siteIds ?? [])
  await replace(tx, 'core.membership_team', 'team_id', which, scope?.teamIds ?? [])
}

const replace = async (tx: Tx, table: Table, column: string, { orgId, memberId }: Which, ids: string[]) => {
  await sql`delete from ${sql.table(table)} where org_id = ${orgId} and account_id = ${memberId}`.execute(tx)
  await sql`insert into ${sql.table(table)} (org_id, account_id, ${sql.ref(column)})
    select ${orgId}::uuid, ${memberId}::uuid, id from unnest(${ids}::uuid[]) as id`.execute(tx)
}
