import { sql } from 'kysely'
import type { Tx } from '#kernel/db'

const factors = (tx: Tx, accountId: string) => tx.selectFrom('core.second_factor').where('account_id', '=', accountId)

/** The sealed secret of an account whose telephone has proved that it knows it. */
export const findSecret = async (tx: Tx, accountId: string): Promise<string | undefined> =>
  (await factors(tx, accountId).select('secret').executeTakeFirst())?.secret ?? undefined
export const findNewSecret = async (tx: Tx, accountId: string): Promise<string | undefined> =>
  (await factors(tx, accountId).select('new_secret').executeTakeFirst())?.new_secret ?? undefined

export const find = async (tx: Tx, accountId: string) =>
  (
    await sql<{ since: Date | null; recovery_codes_left: number; required: boolean }>`select
      (select since from core.second_factor where account_id = ${accountId}) as since,
      (select count(*)::int from core.recovery_code where account_id = ${accountId} and used_at is null) as recovery_codes_left,
      exists (select from core.membership m join core.sign_in_policy p using (org_id)
        where m.account_id = ${accountId} and p.second_factor_required) as required`.execute(tx)
  ).rows[0]!

/** An organisation of the account that requires it, by its name. */
export const findRequirer = async (tx: Tx, accountId: string): Promise<string | undefined> =>
  (
    await tx
      .selectFrom('core.membership as m')
      .innerJoin('core.sign_in_policy as p', 'p.org_id', 'm.org_id')
      .innerJoin('core.org as o', 'o.id', 'm.org_id')
      .select('o.name')
      .where('m.account_id', '=', accountId)
      .where('p.second_factor_required', '=', true)
      .orderBy('o.name')
      .executeTakeFirst()
  )?.name
/** Whether the organisation requires one and the account has none. */
export const isMissing = async (tx: Tx, orgId: string, accountId: string): Promise<boolean> =>
  (
    await sql<{
      missing: boolean
    }>`select exists (select from core.sign_in_policy where org_id = ${orgId} and second_factor_required)
      and not exists (select from core.second_factor where account_id = ${accountId} and secret is not null) as missing`.execute(
      tx,
    )
  ).rows[0]!.missing

export const setNewSecret = (tx: Tx, account_id: string, new_secret: string) =>
  tx
    .insertInto('core.second_factor')
    .values({ account_id, new_secret })
    .onConflict((c) => c.column('account_id').doUpdateSet({ new_secret }))
    .execute()
/** The new secret becomes the secret, once. @returns false when another confirmation was first. */
export const confirm = async (tx: Tx, accountId: string, newSecret: string, step: number): Promise<boolean> =>
  (
    await tx
      .updateTable('core.second_factor')
      .set({ secret: newSecret, since: sql`now()`, new_secret: null, last_step: step })
      .where('account_id', '=', accountId)
      .where('new_secret', '=', newSecret)
      .executeTakeFirst()
  ).numUpdatedRows === 1n
/** @returns false for a step that was taken already, or one before it. */
export const takeStep = async (tx: Tx, accountId: string, step: number): Promise<boolean> =>
  (
    await tx
      .updateTable('core.second_factor')
      .set({ last_step: step })
      .where('account_id', '=', accountId)
      .where('last_step', '<', step)
      .executeTakeFirst()
  ).numUpdatedRows === 1n
export async function remove(tx: Tx, accountId: string): Promise<boolean> {
  await tx.deleteFrom('core.recovery_code').where('account_id', '=', accountId).execute()
  const removed = tx.deleteFrom('core.second_factor').where('account_id', '=', accountId)
  return (await removed.executeTakeFirst()).numDeletedRows === 1n
}

export async function replaceCodes(tx: Tx, account_id: string, hashes: Buffer[]): Promise<void> {
  await tx.deleteFrom('core.recovery_code').where('account_id', '=', account_id).execute()
  await tx
    .insertInto('core.recovery_code')
    .values(hashes.map((code_hash) => ({ account_id, code_hash })))
    .execute()
}
/** @returns false for one that was used, or is nobody's. */
export const useCode = async (tx: Tx, accountId: string, hash: Buffer): Promise<boolean> =>
  (
    await tx
      .updateTable('core.recovery_code')
      .set({ used_at: sql`now()` })
      .where('account_id', '=', accountId)
      .where('code_hash', '=', hash)
      .where('used_at', 'is', null)
      .executeTakeFirst()
  ).numUpdatedRows === 1n

/** Ends the sessions opened by password of members without a second factor. */
export const endUnguarded = (tx: Tx, orgId: string) =>
  sql`delete from core.session s where s.org_id = ${orgId} and s.method = 'password'
    and not exists (select from core.second_factor f where f.account_id = s.account_id and f.secret is not null)`.execute(
    tx,
  )

export const listSecrets = (tx: Tx) =>
  tx.selectFrom('core.second_factor').select(['account_id', 'secret', 'new_secret']).execute()
export const replaceSecrets = (
  tx: Tx,
  accountId: string,
  secrets: { secret: string | null; new_secret: string | null },
) => tx.updateTable('core.second_factor').set(secrets).where('account_id', '=', accountId).execute()
