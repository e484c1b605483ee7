import { sql } from 'kysely'
import type { Tx } from '#kernel/db'

/** A call keeps everything that figures count; not whose it was, nor by which visit. @returns how many. */
export const forgetCallsOf = async (tx: Tx, personIds: string[]): Promise<number> =>
  Number(
    (
      await sql`update customer.tracked_call set caller = null, erased = true, visit_id = null, candidates = '[]'
        where person_id = any(${personIds}::uuid[]) and caller is not null`.execute(tx)
    ).numAffectedRows,
  )

export const showCallsOf = async (tx: Tx, personIds: string[]): Promise<Record<string, unknown>[]> =>
  (
    await sql<Record<string, unknown>>`select started_at as "startedAt", caller, phone as called, outcome,
        talk_seconds as "talkSeconds", source, medium, channel, campaign, certainty, probability
      from customer.tracked_call where person_id = any(${personIds}::uuid[]) order by started_at`.execute(tx)
  ).rows

/** Visits are about to go: calls keep where they came from. */
export const unlinkVisits = async (tx: Tx, visitIds: string[]): Promise<void> =>
  void (await sql`update customer.tracked_call set visit_id = null where visit_id = any(${visitIds}::uuid[])`.execute(
    tx,
  ))

/** Visits that people's calls are held to come from. */
export const visitsBehind = async (tx: Tx, personIds: string[]): Promise<string[]> =>
  (
    await sql<{ id: string }>`select distinct visit_id as id from customer.tracked_call
      where person_id = any(${personIds}::uuid[]) and visit_id is not null`.execute(tx)
  ).rows.map(({ id }) => id)
