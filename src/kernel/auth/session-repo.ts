import { sql } from 'kysely'
import type { Tx } from '#kernel/db'
import { type Member, members } from './repo.ts'

export type Method = 'password' | 'single_sign_on'
export type SessionMember = Member & { session_id: string; method: Method; last_seen_at: Date }

/** Without a row in core.sign_in_policy. */
const idleMinutes = sql<number>`coalesce(p.session_idle_minutes, 10080)`
const maxMinutes = sql<number>`coalesce(p.session_max_minutes, 43200)`
const isOpen = sql<boolean>`s.expires_at > now() and s.created_at > now() - make_interval(mins => ${maxMinutes})
  and s.last_seen_at > now() - make_interval(mins => ${idleMinutes})`

/** The session's member, if it is still open. */
export async function findSession(tx: Tx, tokenHash: Buffer): Promise<SessionMember | undefined> {
  const member = await members(tx)
    .innerJoin('core.session as s', (join) =>
      join.onRef('s.account_id', '=', 'm.account_id').onRef('s.org_id', '=', 'm.org_id'),
    )
    .leftJoin('core.sign_in_policy as p', 'p.org_id', 's.org_id')
    .select(['s.id as session_id', 's.method', 's.last_seen_at'])
    .where('s.token_hash', '=', tokenHash)
    .where(isOpen)
    .executeTakeFirst()
  return member as SessionMember | undefined
}

export const maxMinutesOf = async (tx: Tx, orgId: string): Promise<number> =>
  (
    await sql<{ minutes: number }>`
      select ${maxMinutes} as minutes from (values (${orgId}::uuid)) o (org_id)
      left join core.sign_in_policy p using (org_id)`.execute(tx)
  ).rows[0]!.minutes

/** Notes that the person is there. Whoever comes at the same moment does not wait for it. */
export const setSeen = (tx: Tx, sessionId: string) =>
  sql`with seen as (
      update core.session set last_seen_at = now() where id = (
        select id from core.session where id = ${sessionId} and last_seen_at < now() - interval '1 minute' for update skip locked)
      returning org_id, account_id)
    update core.membership set last_seen_at = now() where (org_id, account_id) in (
      select m.org_id, m.account_id from core.membership m join seen using (org_id, account_id) for update of m skip locked)`.execute(
    tx,
  )

export const insertSession = (
  tx: Tx,
  session: {
    token_hash: Buffer
    org_id: string
    account_id: string
    method: Method
    user_agent: string | null
    expires_at: Date
  },
) => tx.insertInto('core.session').values(session).execute()
export const deleteSession = (tx: Tx, tokenHash: Buffer) =>
  tx.deleteFrom('core.session').where('token_hash', '=', tokenHash).execute()

/** Whose sessions; of one organisation only, when it is named. */
export type Whose = { accountId: string; orgId?: string }

/** Those still open, the one seen last first. */
export const listSessions = (tx: Tx, { accountId, orgId }: Whose) =>
  tx
    .selectFrom('core.session as s')
    .innerJoin('core.org as o', 'o.id', 's.org_id')
    .leftJoin('core.sign_in_policy as p', 'p.org_id', 's.org_id')
    .select(['s.id', 's.user_agent', 's.created_at', 's.last_seen_at', 'o.id as org_id', 'o.name as org_name'])
    .where('s.account_id', '=', accountId)
    .$if(orgId !== undefined, (q) => q.where('s.org_id', '=', orgId!))
    .where(isOpen)
    .orderBy('s.last_seen_at', 'desc')
    .orderBy('s.id')
    .execute()

/** `only`: this one; `but`: all except this one. @returns how many ended. */
export const endSessions = async (
  tx: Tx,
  { accountId, orgId }: Whose,
  { only, but }: { only?: string; but?: string } = {},
): Promise<number> =>
  Number(
    (
      await tx
        .deleteFrom('core.session')
        .where('account_id', '=', accountId)
        .$if(orgId !== undefined, (q) => q.where('org_id', '=', orgId!))
        .$if(only !== undefined, (q) => q.where('id', '=', only!))
        .$if(but !== undefined, (q) => q.where('id', '<>', but!))
        .executeTakeFirst()
    ).numDeletedRows,
  )

/** Those that a provider opened. */
export const endSingleSignOn = (tx: Tx, orgId: string) =>
  tx.deleteFrom('core.session').where('org_id', '=', orgId).where('method', '=', 'single_sign_on').execute()
/** Those that a password opened, but the owners'. */
export const endPasswords = (tx: Tx, orgId: string) =>
  sql`delete from core.session s using core.membership m where s.org_id = ${orgId} and s.method = 'password'
    and m.org_id = s.org_id and m.account_id = s.account_id and m.role <> 'owner'`.execute(tx)

export type PolicyRow = {
  org_id: string
  session_idle_minutes: number
  session_max_minutes: number
  second_factor_required: boolean
  passwords_for: 'everybody' | 'owners'
}
export const findPolicy = (tx: Tx, orgId: string) =>
  tx.selectFrom('core.sign_in_policy').selectAll().where('org_id', '=', orgId).executeTakeFirst() as Promise<
    PolicyRow | undefined
  >
export const upsertPolicy = (tx: Tx, { org_id, ...policy }: PolicyRow) =>
  tx
    .insertInto('core.sign_in_policy')
    .values({ org_id, ...policy })
    .onConflict((c) => c.column('org_id').doUpdateSet(policy))
    .returningAll()
    .executeTakeFirstOrThrow()

/** Whatever has had its time; for the purge. @returns how many rows went. */
export async function purge(tx: Tx): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    with sessions as (delete from core.session s using core.session t left join core.sign_in_policy p on p.org_id = t.org_id
        where s.token_hash = t.token_hash and not (t.expires_at > now() and t.created_at > now() - make_interval(mins => ${maxMinutes})
          and t.last_seen_at > now() - make_interval(mins => ${idleMinutes})) returning 1),
      failures as (delete from core.sign_in_failure where at < now() - interval '1 day' returning 1),
      unfinished as (delete from core.sign_in where expires_at < now() returning 1),
      browsers as (delete from core.known_browser where seen_at < now() - interval '400 days' returning 1),
      wishes as (delete from core.password_wish where at < now() - interval '1 day' returning 1),
      resets as (delete from core.password_reset where expires_at < now() - interval '1 day' returning 1),
      invitations as (delete from core.invitation where created_at < now() - interval '90 days' returning 1)
    select (select count(*) from sessions) + (select count(*) from failures) + (select count(*) from unfinished)
      + (select count(*) from browsers) + (select count(*) from wishes) + (select count(*) from resets)
      + (select count(*) from invitations) as n`.execute(tx)
  return rows[0]!.n
}
