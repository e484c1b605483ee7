import { sql } from 'kysely'
import type { Tx } from '#kernel/db'
import { phonePattern } from '#shared/phone-pattern'

type Whose = { phone: string; personIds: string[]; interactionIds: string[] }
const owedTo = ({ personIds, interactionIds }: Whose) =>
  sql`(person_id = any(${personIds}::uuid[]) or interaction_id = any(${interactionIds}::uuid[]))`

/** Removes requests that were closed before an instant. @returns how many. */
export const purgeRequests = async (tx: Tx, before: Date, most: number): Promise<number> =>
  Number(
    (
      await sql`delete from engine.request where id in (select id from engine.request
        where closed_at < ${before} order by closed_at limit ${most})`.execute(tx)
    ).numAffectedRows,
  )

export const showRequests = async (tx: Tx, whose: Whose): Promise<Record<string, unknown>[]> =>
  (
    await sql<
      Record<string, unknown>
    >`select subject, opened_at as "openedAt", due_at as "dueAt", closed_at as "closedAt"
      from engine.request where ${owedTo(whose)} order by opened_at`.execute(tx)
  ).rows

/** What was owed to them stays owed to nobody, and names no number. @returns how many. */
export const forgetRequests = async (tx: Tx, whose: Whose): Promise<number> =>
  Number(
    (
      await sql`update engine.request set person_id = null,
        subject = regexp_replace(subject, ${`[+0]?[0-9 ]*${phonePattern(whose.phone)}`}, '…', 'g')
        where ${owedTo(whose)}`.execute(tx)
    ).numAffectedRows,
  )
