import { sql } from 'kysely'
import type { Staff, Tx } from '#kernel/db'
import type { Role } from './contract.ts'

export type Member = {
  account_id: string
  org_id: string
  org_name: string
  email: string
  name: string
  role: Role
  /** Null: of the whole organisation. */
  scope: { siteIds: string[]; staff: Staff } | null
}

const scopeOfMember = sql<
  Member['scope']
>`case when not m.whole_org then core.scope_of_member(m.org_id, m.account_id) end`

export const members = (tx: Tx) =>
  tx
    .selectFrom('core.membership as m')
    .innerJoin('core.account as a', 'a.id', 'm.account_id')
    .innerJoin('core.org as o', 'o.id', 'm.org_id')
    .select([
      'm.account_id',
      'm.org_id',
      'o.name as org_name',
      'a.email',
      'a.name',
      'm.role',
      scopeOfMember.as('scope'),
    ])

/** Of several organisations, the one joined first. */
export const findMemberByEmail = (tx: Tx, email: string) =>
  members(tx).where('a.email', '=', email).orderBy('m.created_at').executeTakeFirst() as Promise<Member | undefined>
export const findMembership = (tx: Tx, orgId: string, accountId: string) =>
  members(tx).where('m.org_id', '=', orgId).where('m.account_id', '=', accountId).executeTakeFirst() as Promise<
    Member | undefined
  >
/** Those that an account is a member of, by name. */
export const organisationsOf = (tx: Tx, accountId: string): Promise<{ id: string; name: string }[]> =>
  tx
    .selectFrom('core.membership as m')
    .innerJoin('core.org as o', 'o.id', 'm.org_id')
    .select(['o.id', 'o.name'])
    .where('m.account_id', '=', accountId)
    .orderBy(sql`o.name collate "fr-x-icu"`)
    .execute()

export const emailOf = async (tx: Tx, accountId: string): Promise<string> =>
  (await tx.selectFrom('core.account').select('email').where('id', '=', accountId).executeTakeFirstOrThrow()).email

/** The account of an address and its organisation; else the organisation alone, when there is only one. */
export async function whoseEmail(
  tx: Tx,
  email: string,
): Promise<{ org_id: string; account_id: string | null } | undefined> {
  const member = await findMemberByEmail(tx, email)
  const only = await findOrg(tx, undefined)
  return member ?? (only === undefined ? undefined : { org_id: only, account_id: null })
}

/** Names of people, service accounts and API keys by their ids. */
export async function namesOf(tx: Tx, ids: string[]): Promise<{ id: string; name: string }[]> {
  const accounts = tx.selectFrom('core.account').select(['id', 'name']).where('id', 'in', ids)
  return accounts
    .unionAll(tx.selectFrom('core.api_key').select(['id', 'name']).where('id', 'in', ids))
    .unionAll(tx.selectFrom('core.service_account').select(['id', 'name']).where('id', 'in', ids))
    .execute()
}
/** Everybody and every service account that an organisation has or had, by name. */
export const listActors = (tx: Tx, orgId: string) =>
  members(tx)
    .where('m.org_id', '=', orgId)
    .clearSelect()
    .select(['a.id', 'a.name', sql<'account' | 'service'>`'account'`.as('who')])
    .unionAll(
      tx
        .selectFrom('core.service_account')
        .select(['id', 'name', sql<'account' | 'service'>`'service'`.as('who')])
        .where('org_id', '=', orgId),
    )
    .execute()

/** Serialises first set-ups: of two at once, the second waits and then finds the first's organisation. */
export async function lockSetup(tx: Tx): Promise<boolean> {
  await sql`select pg_advisory_xact_lock(hashtext('visavis setup'))`.execute(tx)
  return hasOrg(tx)
}
export const hasOrg = async (tx: Tx) =>
  (await tx.selectFrom('core.org').select('id').limit(1).executeTakeFirst()) !== undefined

export async function insertOrg(tx: Tx, name: string): Promise<string> {
  return (await tx.insertInto('core.org').values({ name }).returning('id').executeTakeFirstOrThrow()).id
}
export async function insertMember(
  tx: Tx,
  member: { org_id: string; email: string; name: string; password_hash: string; role: Role },
): Promise<string> {
  const { org_id, role, ...account } = member
  const { id } = await tx.insertInto('core.account').values(account).returning('id').executeTakeFirstOrThrow()
  await tx.insertInto('core.membership').values({ org_id, account_id: id, role }).execute()
  return id
}

export const listOrgs = (tx: Tx): Promise<{ id: string; name: string }[]> =>
  tx.selectFrom('core.org').select(['id', 'name']).orderBy('name').execute()

/** The organisation of a name, or the only one; undefined when that does not tell. */
export async function findOrg(tx: Tx, name: string | undefined): Promise<string | undefined> {
  const found = await tx
    .selectFrom('core.org')
    .select('id')
    .$if(name !== undefined, (q) => q.where('name', '=', name!))
    .limit(2)
    .execute()
  return found.length === 1 ? found[0]!.id : undefined
}

/** Of the transaction's organisation: an application role sees no other. */
export const orgName = async (tx: Tx): Promise<string> =>
  (await tx.selectFrom('core.org').select('name').executeTakeFirstOrThrow()).name
