import { sql } from 'kysely'
import type { Tx } from '#kernel/db'

/** Where somebody is a member. */
export type Place = { kind: 'team' | 'site'; id: string }
export type MembershipRow = {
  id: string
  employee_id: string
  name: string
  account_id: string | null
  since: Date
  until: Date | null
  leads: boolean
}

const tableOf = ({ kind }: Place) => sql.table(`engine.${kind}_member`)
const columnOf = ({ kind }: Place) => sql.ref(`${kind}_id`)

/** Those who are there, by name; then those who were, the latest to leave first. @param id that one alone. */
export const list = async (tx: Tx, place: Place, id?: string): Promise<MembershipRow[]> =>
  (
    await sql<MembershipRow>`
    select m.id, m.employee_id, p.name, e.account_id, lower(m.held) as since, upper(m.held) as until,
      ${place.kind === 'team' ? sql`m.leads` : sql`false`} as leads
    from ${tableOf(place)} m
    join engine.employee e on e.org_id = m.org_id and e.id = m.employee_id
    join engine.person p on p.org_id = m.org_id and p.id = m.employee_id
    where m.${columnOf(place)} = ${place.id} and (${id ?? null}::uuid is null or m.id = ${id ?? null})
    order by upper(m.held) desc nulls first, p.name collate "fr-x-icu", m.id`.execute(tx)
  ).rows

/** @returns undefined when the person is there already at some instant from then on. */
export const insert = async (
  tx: Tx,
  place: Place,
  { employeeId, since, leads }: { employeeId: string; since: Date; leads: boolean },
): Promise<string | undefined> =>
  (
    await sql<{ id: string }>`
    insert into ${tableOf(place)} (${columnOf(place)}, employee_id, held${place.kind === 'team' ? sql`, leads` : sql``})
    values (${place.id}, ${employeeId}, tstzrange(${since}, null)${place.kind === 'team' ? sql`, ${leads}` : sql``})
    on conflict do nothing returning id`.execute(tx)
  ).rows[0]?.id

export const setUntil = (tx: Tx, place: Place, id: string, until: Date | null) =>
  sql`update ${tableOf(place)} set held = tstzrange(lower(held), ${until}) where id = ${id}`.execute(tx)

export const setLeads = (tx: Tx, id: string, leads: boolean) =>
  tx.updateTable('engine.team_member').set({ leads }).where('id', '=', id).execute()

/** Whoever is in the team leaves it at an instant. */
export const endAll = (tx: Tx, teamId: string, at: Date) =>
  sql`update engine.team_member set held = tstzrange(lower(held), ${at})
    where team_id = ${teamId} and upper_inf(held) and lower(held) < ${at}`.execute(tx)

/** Takes back that they left at that very instant. */
export const restoreAll = (tx: Tx, teamId: string, at: Date) =>
  sql`update engine.team_member set held = tstzrange(lower(held), null)
    where team_id = ${teamId} and upper(held) = ${at}`.execute(tx)
