import { sql } from 'kysely'
import type { Tx } from '#kernel/db'
import type { Definition } from '#shared/questionnaire/definition'

export type WaveRow = {
  id: string
  name: string
  questionnaire_id: string
  version_id: string
  opened_at: Date
  closes_on: string
  closed_at: Date | null
  issued: number
  used: number
}
const rows = (id: string | null) => sql<WaveRow>`
  select w.id, w.name, w.questionnaire_id, w.version_id, w.opened_at, w.closes_on::text, w.closed_at,
    (select coalesce(sum(g.issued), 0)::int from employee.wave_group g where g.org_id = w.org_id and g.wave_id = w.id) as issued,
    (select count(*)::int from employee.ticket t join employee.wave_group g on g.org_id = t.org_id and g.id = t.group_id
      where t.org_id = w.org_id and g.wave_id = w.id and t.used) as used
  from employee.wave w where ${id}::uuid is null or w.id = ${id} order by w.opened_at desc, w.id desc`
export const list = async (tx: Tx) => (await rows(null).execute(tx)).rows
export const find = async (tx: Tx, id: string) => (await rows(id).execute(tx)).rows[0]

/** The closed wave of the same questionnaire that was opened last before it. */
export const findPrevious = async (tx: Tx, id: string) =>
  (
    await sql<{ id: string; name: string }>`
      select p.id, p.name from employee.wave w
      join employee.wave p on p.org_id = w.org_id and p.questionnaire_id = w.questionnaire_id
        and (p.opened_at, p.id) < (w.opened_at, w.id) and p.closed_at is not null
      where w.id = ${id} order by p.opened_at desc, p.id desc limit 1`.execute(tx)
  ).rows[0]

export const insert = async (
  tx: Tx,
  wave: {
    questionnaire_id: string
    version_id: string
    name: string
    closes_on: string
    council_informed_on: string | null
  },
): Promise<string> => (await tx.insertInto('employee.wave').values(wave).returning('id').executeTakeFirstOrThrow()).id

/** Those who work here now, by site and team; somebody of several teams counts in the first, of a team without a site at their own site. */
export const countPeople = async (
  tx: Tx,
): Promise<{ site_id: string | null; team_id: string | null; site: string | null; team: string | null; n: number }[]> =>
  (
    await sql<{ site_id: string | null; team_id: string | null; site: string | null; team: string | null; n: number }>`
      select coalesce(t.site_id, s.site_id) as site_id, t.team_id, max(place.name) as site, max(t.name) as team, count(*)::int as n
      from engine.employee e
      left join lateral (
        select m.team_id, team.site_id, team.name from engine.team_member m
        join engine.team team on team.org_id = m.org_id and team.id = m.team_id and team.ended_at is null
        where m.org_id = e.org_id and m.employee_id = e.id and m.held @> now() order by lower(m.held), m.team_id limit 1
      ) t on true
      left join lateral (
        select m.site_id from engine.site_member m
        where m.org_id = e.org_id and m.employee_id = e.id and m.held @> now() order by lower(m.held), m.site_id limit 1
      ) s on true
      left join engine.site place on place.org_id = e.org_id and place.id = coalesce(t.site_id, s.site_id)
      where t.team_id is not null or s.site_id is not null
      group by 1, 2 order by max(place.name) collate "fr-x-icu" nulls first, max(t.name) collate "fr-x-icu" nulls first`.execute(
      tx,
    )
  ).rows

export const insertGroup = async (
  tx: Tx,
  group: { wave_id: string; site_id: string | null; team_id: string | null; issued: number },
): Promise<string> =>
  (await tx.insertInto('employee.wave_group').values(group).returning('id').executeTakeFirstOrThrow()).id
export const insertTickets = (tx: Tx, groupId: string, hashes: Buffer[]) =>
  tx
    .insertInto('employee.ticket')
    .values(hashes.map((token_hash) => ({ group_id: groupId, token_hash })))
    .execute()

/** Whose ticket it is; asked at the gate, before there is an organisation. */
export const whose = async (tx: Tx, hash: Buffer) =>
  (
    await sql<{ org_id: string; group_id: string; used: boolean }>`select * from employee.ticket_of(${hash})`.execute(
      tx,
    )
  ).rows[0]
/** What a ticket's wave asks. */
export const findAsked = async (tx: Tx, groupId: string) =>
  (
    await sql<{ version_id: string; definition: Definition; open: boolean; site: string | null }>`
      select w.version_id, v.definition, w.closed_at is null as open, s.name as site
      from employee.wave_group g
      join employee.wave w on w.org_id = g.org_id and w.id = g.wave_id
      join engine.questionnaire_version v on v.org_id = w.org_id and v.id = w.version_id
      left join engine.site s on s.org_id = g.org_id and s.id = g.site_id
      where g.id = ${groupId}`.execute(tx)
  ).rows[0]
/** @returns whether it had not served yet. */
export const spend = async (tx: Tx, hash: Buffer): Promise<boolean> =>
  (
    await tx
      .updateTable('employee.ticket')
      .set({ used: true })
      .where('token_hash', '=', hash)
      .where('used', '=', false)
      .executeTakeFirst()
  ).numUpdatedRows > 0n
export const cast = (tx: Tx, ballot: { group_id: string; answers: string; marks: string[] }) =>
  tx.insertInto('employee.ballot').values(ballot).execute()

export const close = (tx: Tx, id: string) => sql`select employee.close_wave(${id})`.execute(tx)
/** Waves whose last day is over where the company is. */
export const listOver = async (tx: Tx, today: string): Promise<string[]> =>
  (
    await sql<{
      id: string
    }>`select id from employee.wave where closed_at is null and closes_on < ${today}::date`.execute(tx)
  ).rows.map(({ id }) => id)

export type GroupCount = { site_id: string | null; team_id: string | null; mark: string; n: number }
export const countBallots = async (tx: Tx, id: string): Promise<GroupCount[]> =>
  (await sql<GroupCount>`select * from employee.count_ballots(${id})`.execute(tx)).rows
export const readWords = async (tx: Tx, id: string, question: string, least: number): Promise<string[]> =>
  (
    await sql<{ words: string }>`select words from employee.ballot_words(${id}, ${question}, ${least})`.execute(tx)
  ).rows.map(({ words }) => words)
export const listGroups = async (tx: Tx, id: string) =>
  (
    await sql<{
      site_id: string | null
      team_id: string | null
      site: string | null
      team: string | null
      issued: number
    }>`select g.site_id, g.team_id, s.name as site, t.name as team, g.issued
      from employee.wave_group g
      left join engine.site s on s.org_id = g.org_id and s.id = g.site_id
      left join engine.team t on t.org_id = g.org_id and t.id = g.team_id
      where g.wave_id = ${id}
      order by s.name collate "fr-x-icu" nulls last, t.name collate "fr-x-icu" nulls last`.execute(tx)
  ).rows

/** @returns how many. */
export const purge = async (tx: Tx, before: Date, most: number): Promise<number> =>
  (await sql<{ n: number }>`select employee.purge_waves(${before}, ${most}) as n`.execute(tx)).rows[0]!.n
