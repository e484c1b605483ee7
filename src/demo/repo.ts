import { sql } from 'kysely'
import type { Tx } from '#kernel/db'

/** What the founding event tells: how the company was made. */
export const findFounding = async (tx: Tx) =>
  (await tx.selectFrom('core.event').select('data').where('type', '=', 'demo.founded').executeTakeFirst())?.data as
    | { seed: string; first: string; founded: string }
    | undefined

/** Up to when each site's history is written. */
export const listWritten = async (tx: Tx) =>
  new Map(
    (
      await tx
        .selectFrom('core.event')
        .select([sql<string>`data->>'site'`.as('site'), sql<string>`max(data->>'until')`.as('until')])
        .where('type', '=', 'demo.written')
        .groupBy(sql`data->>'site'`)
        .execute()
    ).map(({ site, until }) => [site, new Date(until)]),
  )

export const findQuestionnaire = async (tx: Tx, name: string): Promise<string | undefined> =>
  (await tx.selectFrom('engine.questionnaire').select('id').where('name', '=', name).executeTakeFirst())?.id

/** A wave of the past is asked today and dated as of then: what was said is said by those who work here now. */
export const redateWave = (tx: Tx, id: string, openedOn: string, closedOn: string) =>
  sql`update employee.wave set opened_at = ${openedOn}::date, closed_at = ${closedOn}::date, closes_on = ${closedOn}::date
    where id = ${id}`.execute(tx)
