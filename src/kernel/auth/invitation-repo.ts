import { sql } from 'kysely'
import type { Tx } from '#kernel/db'
import type { Role, Scope } from './fields.ts'

const isOpen = sql<boolean>`i.accepted_at is null and i.revoked_at is null and i.expires_at > now()`

const scopeOf = (i: string) => sql<Scope | null>`case when not ${sql.ref(`${i}.whole_org`)} then jsonb_build_object(
  'siteIds', array(select s.site_id from core.invitation_site s where s.invitation_id = ${sql.ref(`${i}.id`)}),
  'teamIds', array(select s.team_id from core.invitation_team s where s.invitation_id = ${sql.ref(`${i}.id`)})) end`

const invitations = (tx: Tx) =>
  tx
    .selectFrom('core.invitation as i')
    .innerJoin('core.account as a', 'a.id', 'i.invited_by')
    .innerJoin('core.org as o', 'o.id', 'i.org_id')
    .select([
      'i.org_id',
      'i.id',
      'i.email',
      'i.role',
      'i.created_at',
      'i.expires_at',
      'i.sent_at',
      scopeOf('i').as('scope'),
    ])
    .select(['a.name as invited_by', 'o.name as org_name'])
export type InvitationRow = Awaited<ReturnType<typeof listOpen>>[number]

export const listOpen = (tx: Tx, orgId: string) =>
  invitations(tx).where('i.org_id', '=', orgId).where(isOpen).orderBy('i.created_at').execute()
export const findOpen = (tx: Tx, orgId: string, id: string) =>
  invitations(tx).where('i.org_id', '=', orgId).where('i.id', '=', id).where(isOpen).executeTakeFirst()
export const findByToken = (tx: Tx, tokenHash: Buffer) =>
  invitations(tx).where('i.token_hash', '=', tokenHash).where(isOpen).executeTakeFirst()

/** Until commit, so that an invitation is accepted once. @returns undefined when it is no longer open. */
export const lockByToken = (tx: Tx, tokenHash: Buffer) =>
  tx
    .selectFrom('core.invitation as i')
    .select(['i.org_id', 'i.id', 'i.email', 'i.role', scopeOf('i').as('scope')])
    .where('i.token_hash', '=', tokenHash)
    .where(isOpen)
    .forUpdate()
    .executeTakeFirst()

/** The same of an address. */
export const lockByEmail = (tx: Tx, orgId: string, email: string) =>
  tx
    .selectFrom('core.invitation as i')
    .select(['i.id', sql<Role>`i.role`.as('role'), scopeOf('i').as('scope')])
    .where('i.org_id', '=', orgId)
    .where('i.email', '=', email)
    .where(isOpen)
    .forUpdate()
    .executeTakeFirst()

/** Those of an address whose time has passed make way for a new one. */
export const closeExpired = (tx: Tx, orgId: string, email: string) =>
  tx
    .updateTable('core.invitation')
    .set({ revoked_at: sql`now()` })
    .where('org_id', '=', orgId)
    .where('email', '=', email)
    .where('accepted_at', 'is', null)
    .where('revoked_at', 'is', null)
    .where('expires_at', '<=', sql<Date>`now()`)
    .execute()

/** @returns undefined when an invitation of that address is open. */
export const insertInvitation = async (
  tx: Tx,
  invitation: {
    org_id: string
    email: string
    role: Role
    invited_by: string
    expires_at: Date
    whole_org: boolean
  },
): Promise<string | undefined> =>
  (
    await tx
      .insertInto('core.invitation')
      .values(invitation)
      .onConflict((c) =>
        c.columns(['org_id', 'email']).where('accepted_at', 'is', null).where('revoked_at', 'is', null).doNothing(),
      )
      .returning('id')
      .executeTakeFirst()
  )?.id

/** @throws a foreign key's violation for a site or a team that does not exist. */
export async function insertScope(
  tx: Tx,
  { orgId, id }: { orgId: string; id: string },
  { siteIds, teamIds }: Scope,
): Promise<void> {
  await sql`insert into core.invitation_site select ${orgId}::uuid, ${id}::uuid, unnest(${siteIds}::uuid[])`.execute(tx)
  await sql`insert into core.invitation_team select ${orgId}::uuid, ${id}::uuid, unnest(${teamIds}::uuid[])`.execute(tx)
}

type Change = { token_hash?: Buffer; expires_at?: Date; sent_at?: Date | null; accepted_at?: Date; revoked_at?: Date }
export const updateInvitation = (tx: Tx, orgId: string, id: string, change: Change) =>
  tx.updateTable('core.invitation').set(change).where('org_id', '=', orgId).where('id', '=', id).execute()

export const findAccount = (tx: Tx, email: string) =>
  tx.selectFrom('core.account').select(['id', 'name', 'password_hash']).where('email', '=', email).executeTakeFirst()
export const isMember = async (tx: Tx, orgId: string, email: string) =>
  (await tx
    .selectFrom('core.membership as m')
    .innerJoin('core.account as a', 'a.id', 'm.account_id')
    .select('a.id')
    .where('m.org_id', '=', orgId)
    .where('a.email', '=', email)
    .executeTakeFirst()) !== undefined

/** @returns undefined when somebody has taken the address in the meantime. */
export const insertAccount = async (
  tx: Tx,
  account: { email: string; name: string; /** Null: they come in through a provider. */ password_hash: string | null },
) =>
  (
    await tx
      .insertInto('core.account')
      .values(account)
      .onConflict((c) => c.column('email').doNothing())
      .returning('id')
      .executeTakeFirst()
  )?.id
/** @returns false when they are a member already. */
export const insertMembership = async (tx: Tx, membership: { org_id: string; account_id: string; role: Role }) =>
  (
    await tx
      .insertInto('core.membership')
      .values(membership)
      .onConflict((c) => c.doNothing())
      .executeTakeFirst()
  ).numInsertedOrUpdatedRows === 1n

/** A job of no organisation, in this transaction. */
export const enqueueAtGate = (tx: Tx, task: string, payload: Record<string, unknown>, key: string) =>
  sql`select core.enqueue_at_gate(${task}, ${JSON.stringify(payload)}::jsonb, ${key})`.execute(tx)
