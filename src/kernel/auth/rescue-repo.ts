import { sql } from 'kysely'
import type { Tx } from '#kernel/db'
import type { Role } from './fields.ts'

export type Person = { id: string; email: string; name: string; role: Role; sessions: number; lastSeenAt: Date | null }

/** Everybody of an organisation, with their open sessions; by name. */
export const listPeople = async (tx: Tx, orgId: string, email: string | null = null): Promise<Person[]> =>
  (
    await sql<Person>`
    select a.id, a.email, a.name, m.role, count(s.token_hash)::int as sessions, max(s.last_seen_at) as "lastSeenAt"
    from core.membership m join core.account a on a.id = m.account_id
    left join core.session s on s.org_id = m.org_id and s.account_id = m.account_id and s.expires_at > now()
    where m.org_id = ${orgId} and (${email}::text is null or a.email = ${email})
    group by a.id, m.role order by a.name collate "fr-x-icu", a.id`.execute(tx)
  ).rows

/** Serialises changes of who owns an organisation until commit. @returns how many owners it has. */
export async function lockOwners(tx: Tx, orgId: string): Promise<number> {
  const owners = await tx
    .selectFrom('core.membership')
    .select('account_id')
    .where('org_id', '=', orgId)
    .where('role', '=', 'owner')
    .forUpdate()
    .execute()
  return owners.length
}

export const setRole = (tx: Tx, orgId: string, accountId: string, role: Role) =>
  tx
    .updateTable('core.membership')
    .set({ role })
    .where('org_id', '=', orgId)
    .where('account_id', '=', accountId)
    .execute()

/** @returns how many. */
export const endSessions = async (tx: Tx, accountId: string): Promise<number> =>
  Number((await tx.deleteFrom('core.session').where('account_id', '=', accountId).executeTakeFirst()).numDeletedRows)
