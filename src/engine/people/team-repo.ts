import { sql } from 'kysely'
import type { Tx } from '#kernel/db'

export type TeamRow = {
  id: string
  name: string
  site_id: string | null
  members: number
  leads: string[]
  created_at: Date
  ended_at: Date | null
}

/** By name, those that have ended last. @param id that one alone. */
export const list = async (tx: Tx, id?: string): Promise<TeamRow[]> =>
  (
    await sql<TeamRow>`
    select t.id, t.name, t.site_id, t.created_at, t.ended_at,
      (select count(*)::int from engine.team_member m where m.org_id = t.org_id and m.team_id = t.id and m.held @> now()) as members,
      array(select p.name from engine.team_member m join engine.person p on p.org_id = m.org_id and p.id = m.employee_id
        where m.org_id = t.org_id and m.team_id = t.id and m.held @> now() and m.leads order by p.name collate "fr-x-icu") as leads
    from engine.team t
    where ${id ?? null}::uuid is null or t.id = ${id ?? null}
    order by t.ended_at is not null, t.name collate "fr-x-icu", t.id`.execute(tx)
  ).rows

/** Until commit nobody else changes it, nor who is in it. */
export const lock = (tx: Tx, id: string) =>
  tx.selectFrom('engine.team').select(['id', 'site_id', 'ended_at']).where('id', '=', id).forUpdate().executeTakeFirst()

export const insert = async (tx: Tx, team: { name: string; site_id: string | null }): Promise<string> =>
  (await tx.insertInto('engine.team').values(team).returning('id').executeTakeFirstOrThrow()).id

export const update = (tx: Tx, id: string, team: { name?: string; site_id?: string | null; ended_at?: Date | null }) =>
  tx.updateTable('engine.team').set(team).where('id', '=', id).execute()
