import { sql } from 'kysely'
import type { Tx } from '#kernel/db'

export const findRule = (tx: Tx) =>
  tx.selectFrom('engine.solicitation_rule').select(['rest_days', 'most_per_year']).executeTakeFirst()
export const setRule = (tx: Tx, rule: { rest_days: number; most_per_year: number }) =>
  tx
    .insertInto('engine.solicitation_rule')
    .values(rule)
    .onConflict((c) => c.column('org_id').doUpdateSet(rule))
    .execute()

/** Of these, who was written to since an instant: how often, and when last. */
export const listSolicited = async (tx: Tx, hashes: readonly string[], since: Date) =>
  (
    await sql<{ address_hash: string; n: number; last: Date }>`
      select address_hash, count(*)::int as n, max(sent_at) as last from engine.solicitation
      where address_hash = any(${hashes}::text[]) and sent_at > ${since} group by 1`.execute(tx)
  ).rows
export const listOpposed = async (tx: Tx, hashes: readonly string[]): Promise<string[]> =>
  (
    await sql<{
      address_hash: string
    }>`select address_hash from engine.unsolicited where address_hash = any(${hashes}::text[])`.execute(tx)
  ).rows.map((row) => row.address_hash)
export const insert = (tx: Tx, hashes: readonly string[], about: string, at: Date) =>
  sql`insert into engine.solicitation (address_hash, about, sent_at)
    select hash, ${about}, ${at} from unnest(${hashes}::text[]) hash`.execute(tx)
export const oppose = (tx: Tx, hash: string) =>
  tx
    .insertInto('engine.unsolicited')
    .values({ address_hash: hash })
    .onConflict((c) => c.doNothing())
    .execute()
export const countOpposed = async (tx: Tx): Promise<number> =>
  (
    await tx
      .selectFrom('engine.unsolicited')
      .select(sql<number>`count(*)::int`.as('n'))
      .executeTakeFirstOrThrow()
  ).n
/** @returns how many. */
export const purge = async (tx: Tx, before: Date, most: number): Promise<number> =>
  Number(
    (
      await sql`delete from engine.solicitation where (org_id, id) in (
        select org_id, id from engine.solicitation where sent_at < ${before} limit ${most})`.execute(tx)
    ).numAffectedRows,
  )
