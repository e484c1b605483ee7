import type { Tx } from '#kernel/db'
import { emit } from '#kernel/events'
import { conflict, invalid, notFound } from '#shared/errors'
import type { TeamMembership, Who } from './contract.ts'
import { employeeOf } from './employees.ts'
import * as repo from './membership-repo.ts'
import type { Place } from './membership-repo.ts'
import { getSite } from './service.ts'
import { getTeam, lockTeam, teamTopic } from './teams.ts'

export const inTeam = (id: string): Place => ({ kind: 'team', id })
export const atSite = (id: string): Place => ({ kind: 'site', id })

/** Who is there, and who was. @throws {DomainError} `team.not_found`, `site.not_found` (404). */
export async function listMemberships(tx: Tx, place: Place): Promise<TeamMembership[]> {
  await (place.kind === 'team' ? getTeam(tx, place.id) : getSite(tx, place.id))
  return (await repo.list(tx, place)).map(toMembership)
}

/**
 * Somebody joins a team, or begins to work at a site.
 * @throws {DomainError} `team.not_found`, `site.not_found`, `employee.not_found`, `member.not_found` (404), `team.ended`,
 *   `membership.already` (409) when the person is there at that instant or later, `membership.in_future` (422).
 */
export async function join(
  tx: Tx,
  place: Place,
  { who, since, leads = false }: { who: Who; since?: string; leads?: boolean },
  now = new Date(),
): Promise<TeamMembership> {
  const siteId = await siteOf(tx, place)
  const from = past(since, now)
  const employeeId = await employeeOf(tx, who)
  const id = await repo.insert(tx, place, { employeeId, since: from, leads })
  if (!id) throw conflict('membership.already')
  await tell(tx, place, 'member_joined', { siteId, employeeId, membershipId: id })
  return get(tx, place, id)
}

/**
 * Somebody leaves. Leaving again, at another instant, corrects it.
 * @throws {DomainError} `membership.not_found` (404), `membership.ends_before_start`, `membership.in_future` (422).
 */
export async function leave(
  tx: Tx,
  place: Place,
  id: string,
  until: string | undefined,
  now = new Date(),
): Promise<TeamMembership> {
  const siteId = await siteOf(tx, place, true)
  const { employeeId, since } = await get(tx, place, id)
  const at = past(until, now)
  if (at <= new Date(since)) throw invalid('membership.ends_before_start')
  await repo.setUntil(tx, place, id, at)
  await tell(tx, place, 'member_left', { siteId, employeeId, membershipId: id })
  return get(tx, place, id)
}

/**
 * Takes a leaving back. @throws {DomainError} `membership.not_found` (404), `team.ended` (409), `value.taken` (409) when the
 *   person has come back since.
 */
export async function comeBack(tx: Tx, place: Place, id: string): Promise<TeamMembership> {
  const siteId = await siteOf(tx, place)
  const { employeeId, until } = await get(tx, place, id)
  if (until === null) return get(tx, place, id)
  await repo.setUntil(tx, place, id, null)
  await tell(tx, place, 'member_joined', { siteId, employeeId, membershipId: id })
  return get(tx, place, id)
}

/** @throws {DomainError} `team.not_found`, `membership.not_found` (404). */
export async function setLead(tx: Tx, teamId: string, id: string, leads: boolean): Promise<TeamMembership> {
  const { siteId } = await lockTeam(tx, teamId)
  const before = await get(tx, inTeam(teamId), id)
  if (before.leads === leads) return before
  await repo.setLeads(tx, id, leads)
  const told = { siteId, employeeId: before.employeeId, membershipId: id, leads }
  await tell(tx, inTeam(teamId), 'lead_changed', told)
  return { ...before, leads }
}

/** Makes changes of one team wait for each other. */
async function siteOf(tx: Tx, place: Place, evenEnded = false): Promise<string | null> {
  if (place.kind === 'site') return (await getSite(tx, place.id)).id
  const { siteId, endedAt } = await lockTeam(tx, place.id)
  if (endedAt && !evenEnded) throw conflict('team.ended')
  return siteId
}

function past(given: string | undefined, now: Date): Date {
  const at = given === undefined ? now : new Date(given)
  if (at > now) throw invalid('membership.in_future')
  return at
}

const tell = (tx: Tx, { kind, id }: Place, what: string, facts: Record<string, unknown>) =>
  emit(tx, `${kind}.${what}`, kind === 'team' ? { teamId: id, ...facts } : facts, teamTopic)

async function get(tx: Tx, place: Place, id: string): Promise<TeamMembership> {
  const [row] = await repo.list(tx, place, id)
  if (!row) throw notFound('membership', id)
  return toMembership(row)
}

const toMembership = (row: repo.MembershipRow): TeamMembership => ({
  id: row.id,
  employeeId: row.employee_id,
  name: row.name,
  memberId: row.account_id,
  since: row.since.toISOString(),
  until: row.until?.toISOString() ?? null,
  leads: row.leads,
})
