import { sql } from 'kysely'
import type { Tx } from '#kernel/db'
import type { Role } from './fields.ts'

export type ProviderRow = {
  id: string
  org_id: string
  name: string
  issuer: string
  client_id: string
  /** Sealed. */
  client_secret: string
  newcomers_role: Role | null
  trusts_email: boolean
  /** The code of why it did not answer when it was set. */
  problem: string | null
}

const providers = (tx: Tx) =>
  tx
    .selectFrom('core.identity_provider as p')
    .select(['p.id', 'p.org_id', 'p.name', 'p.issuer', 'p.client_id', 'p.client_secret', 'p.trusts_email', 'p.problem'])
    .select(sql<Role | null>`p.newcomers_role`.as('newcomers_role'))

/** An organisation's, or all those of the installation. */
export const list = (tx: Tx, orgId?: string): Promise<(ProviderRow & { people: number })[]> =>
  providers(tx)
    .select(sql<number>`(select count(*)::int from core.identity i where i.provider_id = p.id)`.as('people'))
    .$if(orgId !== undefined, (q) => q.where('p.org_id', '=', orgId!))
    .orderBy(sql`p.name collate "fr-x-icu"`)
    .orderBy('p.id')
    .execute()
export const find = (tx: Tx, id: string): Promise<ProviderRow | undefined> =>
  providers(tx).where('p.id', '=', id).executeTakeFirst()

/** @returns false when the organisation has that provider already. */
export const insert = async (tx: Tx, row: ProviderRow): Promise<boolean> =>
  (
    await tx
      .insertInto('core.identity_provider')
      .values(row)
      .onConflict((c) => c.columns(['org_id', 'issuer', 'client_id']).doNothing())
      .executeTakeFirst()
  ).numInsertedOrUpdatedRows === 1n
export const update = (tx: Tx, id: string, row: Partial<ProviderRow>) =>
  tx.updateTable('core.identity_provider').set(row).where('id', '=', id).execute()
export const remove = (tx: Tx, id: string) => tx.deleteFrom('core.identity_provider').where('id', '=', id).execute()
/** Whoever came in through a provider, known no longer: another issuer has other subjects. */
export const forgetSubjects = (tx: Tx, id: string) =>
  tx.deleteFrom('core.identity').where('provider_id', '=', id).execute()

/** Until commit, so that somebody who comes twice at once is linked once. */
export const lockSubject = (tx: Tx, providerId: string, subject: string) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${`identity ${providerId} ${subject}`}, 0))`.execute(tx)
export const findIdentity = async (tx: Tx, providerId: string, subject: string): Promise<string | undefined> =>
  (
    await tx
      .selectFrom('core.identity')
      .select('account_id')
      .where('provider_id', '=', providerId)
      .where('subject', '=', subject)
      .executeTakeFirst()
  )?.account_id
/** @returns false when the account is another subject's there. */
export const insertIdentity = async (
  tx: Tx,
  identity: { provider_id: string; subject: string; account_id: string },
): Promise<boolean> =>
  (
    await tx
      .insertInto('core.identity')
      .values(identity)
      .onConflict((c) => c.columns(['provider_id', 'account_id']).doNothing())
      .executeTakeFirst()
  ).numInsertedOrUpdatedRows === 1n
