import { sql } from 'kysely'
import type { Tx } from '#kernel/db'
import { phonePattern } from '#shared/phone-pattern'

/** Removes raw payloads that came before an instant and have been processed, or refused. @returns how many. */
export const purgeDeliveries = async (tx: Tx, before: Date, most: number): Promise<number> =>
  Number(
    (
      await sql`delete from engine.delivery where id in (select id from engine.delivery
        where received_at < ${before} and state <> 'waiting' order by received_at limit ${most})`.execute(tx)
    ).numAffectedRows,
  )

/** Whatever names a number, as it came. */
export const showDeliveries = async (tx: Tx, phone: string): Promise<Record<string, unknown>[]> =>
  (
    await sql<Record<string, unknown>>`select source, received_at as "receivedAt", body from engine.delivery
      where body ~ ${phonePattern(phone)} order by received_at`.execute(tx)
  ).rows

/** Empties what names a number: that it came stays known, so that it is not taken for new. @returns how many. */
export const forgetDeliveries = async (tx: Tx, phone: string): Promise<number> =>
  Number(
    (
      await sql`update engine.delivery set body = '', context = '{}' where body ~ ${phonePattern(phone)}
        or context::text ~ ${phonePattern(phone)}`.execute(tx)
    ).numAffectedRows,
  )
