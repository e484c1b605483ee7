import { sql } from 'kysely'
import type { Tx } from '#kernel/db'

/** Serialises the wishes of one address until commit. */
export const lockWishes = (tx: Tx, email: string) =>
  sql`select pg_advisory_xact_lock(hashtextextended('password wish ' || ${email}, 0))`.execute(tx)
/** How many wishes of the last hour were for this address, and how many came from there. */
export const countWishes = async (tx: Tx, email: string, address: string | null) =>
  (
    await sql<{ of_email: number; from_there: number }>`select
      (select count(*)::int from core.password_wish where email = ${email} and at > now() - interval '1 hour') as of_email,
      (select count(*)::int from core.password_wish where address = ${address}::inet and at > now() - interval '1 hour') as from_there`.execute(
      tx,
    )
  ).rows[0]!
/** Old wishes go with each new one. */
export async function insertWish(tx: Tx, email: string, address: string | null): Promise<string> {
  await sql`delete from core.password_wish where at < now() - interval '1 day'`.execute(tx)
  const wish = tx.insertInto('core.password_wish').values({ email, address })
  return (await wish.returning('id').executeTakeFirstOrThrow()).id
}

export const findAccount = (tx: Tx, email: string) =>
  tx.selectFrom('core.account').select('id').where('email', '=', email).executeTakeFirst()
export const organisationsOf = (tx: Tx, accountId: string) =>
  tx.selectFrom('core.membership').select('org_id').where('account_id', '=', accountId).execute()

/** The link of a wish; a second sending of its letter replaces it, unless it was used. */
export async function upsertReset(
  tx: Tx,
  reset: { wish_id: string; account_id: string; token_hash: Buffer; expires_at: Date },
): Promise<boolean> {
  await sql`delete from core.password_reset where expires_at < now() - interval '1 day'`.execute(tx)
  const { token_hash } = reset
  const result = await tx
    .insertInto('core.password_reset')
    .values(reset)
    .onConflict((c) => c.column('wish_id').doUpdateSet({ token_hash }).where('core.password_reset.used_at', 'is', null))
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}
export const findReset = (tx: Tx, tokenHash: Buffer) =>
  tx
    .selectFrom('core.password_reset as r')
    .innerJoin('core.account as a', 'a.id', 'r.account_id')
    .select(['r.wish_id', 'r.account_id', 'a.email'])
    .where('r.token_hash', '=', tokenHash)
    .where('r.used_at', 'is', null)
    .where('r.expires_at', '>', sql<Date>`now()`)
    .executeTakeFirst()
/** Uses up every open link of the account. @returns false when this one was used a moment ago. */
export async function useReset(tx: Tx, tokenHash: Buffer, accountId: string): Promise<boolean> {
  const used = await tx
    .updateTable('core.password_reset')
    .set({ used_at: sql`now()` })
    .where('token_hash', '=', tokenHash)
    .where('used_at', 'is', null)
    .where('expires_at', '>', sql<Date>`now()`)
    .executeTakeFirst()
  await tx
    .updateTable('core.password_reset')
    .set({ used_at: sql`now()` })
    .where('account_id', '=', accountId)
    .where('used_at', 'is', null)
    .execute()
  return used.numUpdatedRows === 1n
}

export const setPassword = (tx: Tx, accountId: string, password_hash: string) =>
  tx.updateTable('core.account').set({ password_hash }).where('id', '=', accountId).execute()
export const setName = (tx: Tx, accountId: string, name: string) =>
  tx.updateTable('core.account').set({ name }).where('id', '=', accountId).execute()
/** @param except hash of the token of the session that stays. */
export const deleteSessions = (tx: Tx, accountId: string, except?: Buffer) =>
  tx
    .deleteFrom('core.session')
    .where('account_id', '=', accountId)
    .$if(except !== undefined, (q) => q.where('token_hash', '!=', except!))
    .execute()
