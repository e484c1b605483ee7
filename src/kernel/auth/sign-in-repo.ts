import { sql } from 'kysely'
import type { Tx } from '#kernel/db'

export type Account = { id: string; email: string; name: string; password_hash: string | null }

const accounts = (tx: Tx) => tx.selectFrom('core.account').select(['id', 'email', 'name', 'password_hash'])
export const findAccount = (tx: Tx, email: string): Promise<Account | undefined> =>
  accounts(tx).where('email', '=', email).executeTakeFirst()

/** Serialises the attempts of one counter until commit: of an address, or of an address in a browser known to it. */
export const lockFailures = (tx: Tx, counter: string) =>
  sql`select pg_advisory_xact_lock(hashtextextended('sign in ' || ${counter}, 0))`.execute(tx)
export const countFailures = async (tx: Tx, counter: string, address: string | null, minutes: number) =>
  (
    await sql<{ of_email: number; from_there: number }>`select
      (select count(*)::int from core.sign_in_failure where email = ${counter} and at > now() - make_interval(mins => ${minutes})) as of_email,
      (select count(*)::int from core.sign_in_failure where address = ${address}::inet and at > now() - make_interval(mins => ${minutes})) as from_there`.execute(
      tx,
    )
  ).rows[0]!
export const insertFailure = (tx: Tx, counter: string, address: string | null) =>
  tx.insertInto('core.sign_in_failure').values({ email: counter, address }).execute()
/** Once the password was right. */
export const deleteFailures = (tx: Tx, counter: string) =>
  tx.deleteFrom('core.sign_in_failure').where('email', '=', counter).execute()

export const isKnownBrowser = async (tx: Tx, accountId: string, tokenHash: Buffer) =>
  (await tx
    .selectFrom('core.known_browser')
    .select('account_id')
    .where('token_hash', '=', tokenHash)
    .where('account_id', '=', accountId)
    .executeTakeFirst()) !== undefined
/** A browser is known to the account that signed in there last. */
export const upsertKnownBrowser = (tx: Tx, account_id: string, token_hash: Buffer) =>
  tx
    .insertInto('core.known_browser')
    .values({ token_hash, account_id })
    .onConflict((c) => c.column('token_hash').doUpdateSet({ account_id, seen_at: sql`now()` }))
    .execute()

/** What somebody whose password was right has left to do; `org_id` once it is known where to. */
export type Left = { account_id: string; next: 'code' | 'organisation' | 'second_factor'; org_id?: string }
export type Pending = { token_hash: Buffer; account_id: string; next: Left['next']; org_id: string | null }
export const insertPending = (tx: Tx, pending: Left & { token_hash: Buffer; expires_at: Date }) =>
  tx.insertInto('core.sign_in').values(pending).execute()
/** Until commit, so that of two steps at once one is first. */
export const lockPending = (tx: Tx, tokenHash: Buffer): Promise<Pending | undefined> =>
  tx
    .selectFrom('core.sign_in')
    .selectAll()
    .where('token_hash', '=', tokenHash)
    .where('expires_at', '>', sql<Date>`now()`)
    .forUpdate()
    .executeTakeFirst() as Promise<Pending | undefined>
export const deletePending = (tx: Tx, tokenHash: Buffer) =>
  tx.deleteFrom('core.sign_in').where('token_hash', '=', tokenHash).execute()
