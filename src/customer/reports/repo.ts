import { sql } from 'kysely'
import type { Tx } from '#kernel/db'
import type { Rhythm } from './contract.ts'

export type SubscriptionRow = {
  id: string
  account_id: string
  view_id: string | null
  view_name: string | null
  every: Rhythm
  created_at: Date
  sent_at: Date | null
}

const rows = (tx: Tx) =>
  tx
    .selectFrom('customer.report_subscription as s')
    .leftJoin('customer.call_view as v', (join) =>
      join.onRef('v.org_id', '=', 's.org_id').onRef('v.id', '=', 's.view_id'),
    )
    .select(['s.id', 's.account_id', 's.view_id', 'v.name as view_name', 's.every', 's.created_at'])
    .select((e) =>
      e
        .selectFrom('customer.report_letter as l')
        .select((x) => x.fn.max('l.sent_at').as('at'))
        .whereRef('l.org_id', '=', 's.org_id')
        .whereRef('l.subscription_id', '=', 's.id')
        .as('sent_at'),
    )
    .orderBy(sql`v.name collate "fr-x-icu" nulls first`)
    .orderBy('s.id')

export const list = (tx: Tx, accountId?: string) =>
  rows(tx)
    .$if(accountId !== undefined, (q) => q.where('s.account_id', '=', accountId!))
    .execute() as Promise<SubscriptionRow[]>
export const find = (tx: Tx, id: string) =>
  rows(tx).where('s.id', '=', id).executeTakeFirst() as Promise<SubscriptionRow | undefined>

export const insert = async (
  tx: Tx,
  values: { account_id: string; view_id: string | null; every: Rhythm },
): Promise<string> =>
  (await tx.insertInto('customer.report_subscription').values(values).returning('id').executeTakeFirstOrThrow()).id

/** @param accountId of whom it must be; left out, anybody's. */
export const remove = async (tx: Tx, id: string, accountId?: string) =>
  (
    await tx
      .deleteFrom('customer.report_subscription')
      .where('id', '=', id)
      .$if(accountId !== undefined, (q) => q.where('account_id', '=', accountId!))
      .executeTakeFirst()
  ).numDeletedRows > 0n

/** The letter of a period, for whoever asks first. @returns its id; undefined when it is another's. */
export const claimLetter = async (
  tx: Tx,
  letter: { subscription_id: string; starts_on: string; ends_on: string },
): Promise<string | undefined> =>
  (
    await tx
      .insertInto('customer.report_letter')
      .values(letter)
      .onConflict((c) => c.columns(['org_id', 'subscription_id', 'starts_on']).doNothing())
      .returning('id')
      .executeTakeFirst()
  )?.id
export const findLetter = (tx: Tx, id: string) =>
  tx
    .selectFrom('customer.report_letter')
    .select(['subscription_id', 'starts_on', 'ends_on', 'sent_at'])
    .where('id', '=', id)
    .executeTakeFirst()
export const setSent = (tx: Tx, id: string) =>
  tx
    .updateTable('customer.report_letter')
    .set({ sent_at: sql`now()` })
    .where('id', '=', id)
    .execute()
