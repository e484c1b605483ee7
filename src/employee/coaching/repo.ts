import { sql } from 'kysely'
import type { Tx } from '#kernel/db'
import type { OneToOneDecision } from './contract.ts'

export type OneToOneRow = {
  id: string
  team: string
  site_id: string | null
  time_zone: string | null
  employee_id: string
  employee: string
  employee_account: string | null
  manager_id: string
  due_on: string
  shared_at: Date | null
  held_on: string | null
  ended_at: Date | null
}
const rows = (id: string | null) => sql<OneToOneRow>`
  select id, team, site_id, time_zone, employee_id, employee, employee_account, manager_id, due_on::text, shared_at,
    held_on::text, ended_at
  from employee.my_one_to_ones() where ${id}::uuid is null or id = ${id}
  order by (held_on is null and ended_at is null) desc, case when held_on is null then due_on end, held_on desc, id limit 500`
/** Those that the transaction's user is one of the two of. */
export const list = async (tx: Tx) => (await rows(null).execute(tx)).rows
export const find = async (tx: Tx, id: string) => (await rows(id).execute(tx)).rows[0]

export const plan = (tx: Tx, today: string) => sql`select employee.plan_one_to_ones(${today}::date)`.execute(tx)
export const setShared = (tx: Tx, id: string, at: Date) =>
  tx
    .updateTable('employee.one_to_one')
    .set({ shared_at: at })
    .where('id', '=', id)
    .where('shared_at', 'is', null)
    .execute()
export const setDue = (tx: Tx, id: string, day: string) =>
  tx.updateTable('employee.one_to_one').set({ due_on: day }).where('id', '=', id).execute()
/** @returns whether it had not been held. */
export const setHeld = async (tx: Tx, id: string, day: string): Promise<boolean> =>
  (
    await tx
      .updateTable('employee.one_to_one')
      .set({ held_on: day })
      .where('id', '=', id)
      .where('held_on', 'is', null)
      .where('ended_at', 'is', null)
      .executeTakeFirst()
  ).numUpdatedRows > 0n

export type NoteKind = 'pleasures' | 'displeasures' | 'wishes' | 'agenda'
export const listNotes = (tx: Tx, id: string) =>
  tx
    .selectFrom('employee.one_to_one_note')
    .select(['author', 'kind', 'words'])
    .where('one_to_one_id', '=', id)
    .execute() as Promise<{ author: string; kind: NoteKind; words: string }[]>
/** @param words empty: none. */
export const setNote = (tx: Tx, id: string, author: string, kind: NoteKind, words: string) =>
  words === ''
    ? tx
        .deleteFrom('employee.one_to_one_note')
        .where('one_to_one_id', '=', id)
        .where('author', '=', author)
        .where('kind', '=', kind)
        .execute()
    : tx
        .insertInto('employee.one_to_one_note')
        .values({ one_to_one_id: id, author, kind, words })
        .onConflict((c) => c.columns(['org_id', 'one_to_one_id', 'author', 'kind']).doUpdateSet({ words }))
        .execute()

export type DecisionRow = {
  id: string
  one_to_one_id: string
  kind: OneToOneDecision['kind']
  employee_id: string
  held_on: string | null
}
export const insertDecision = (tx: Tx, decision: { one_to_one_id: string; request_id: string; kind: string }) =>
  tx.insertInto('employee.one_to_one_decision').values(decision).execute()
/** Of the user's own talks. @param employeeId of talks with that person. */
export const listDecisions = async (tx: Tx, { employeeId, id }: { employeeId?: string; id?: string } = {}) =>
  (
    await sql<DecisionRow>`
      select d.request_id as id, d.one_to_one_id, d.kind, o.employee_id, o.held_on::text
      from employee.one_to_one_decision d
      join employee.one_to_one o on o.org_id = d.org_id and o.id = d.one_to_one_id
      where (${employeeId ?? null}::uuid is null or o.employee_id = ${employeeId ?? null})
        and (${id ?? null}::uuid is null or d.request_id = ${id ?? null})`.execute(tx)
  ).rows

export type CadenceRow = {
  id: string
  name: string
  every_weeks: number | null
  manager: string | null
  people: number
  late: number
  held: number
  decided: number
  decisions: number
  decisions_closed: number
  decisions_late: number
}
export const listCadences = async (tx: Tx, today: string, since: string): Promise<CadenceRow[]> =>
  (await sql<CadenceRow>`select * from employee.cadences(${today}::date, ${since}::date)`.execute(tx)).rows
/** Of what managers owed their people by some day: how much was done by then, team by team. */
export const countKept = async (tx: Tx, { from, to }: { from: string; to: string }) =>
  (
    await sql<{ siteId: string | null; teamId: string; people: number; due: number; kept: number }>`
      select site_id as "siteId", team_id as "teamId", people, due, kept
      from employee.kept_delays(${from}::date, ${to}::date)`.execute(tx)
  ).rows
export const setCadence = (tx: Tx, teamId: string, everyWeeks: number | null) =>
  everyWeeks === null
    ? tx.deleteFrom('employee.cadence').where('team_id', '=', teamId).execute()
    : tx
        .insertInto('employee.cadence')
        .values({ team_id: teamId, every_weeks: everyWeeks })
        .onConflict((c) => c.columns(['org_id', 'team_id']).doUpdateSet({ every_weeks: everyWeeks }))
        .execute()
export const purge = async (tx: Tx, before: Date, most: number): Promise<number> =>
  (await sql<{ n: number }>`select employee.purge_one_to_ones(${before}, ${most}) as n`.execute(tx)).rows[0]!.n
