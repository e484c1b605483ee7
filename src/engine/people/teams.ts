import type { Tx } from '#kernel/db'
import { emit } from '#kernel/events'
import { notFound } from '#shared/errors'
import type { Team } from './contract.ts'
import { endAll, restoreAll } from './membership-repo.ts'
import { getSite } from './service.ts'
import * as repo from './team-repo.ts'

export const teamTopic = 'teams'

export const listTeams = async (tx: Tx): Promise<Team[]> => (await repo.list(tx)).map(toTeam)

/** @throws {DomainError} `site.not_found` (404), `value.taken` (409) for a name in use. */
export async function createTeam(tx: Tx, input: { name: string; siteId: string | null }): Promise<Team> {
  if (input.siteId) await getSite(tx, input.siteId)
  const id = await repo.insert(tx, { name: input.name, site_id: input.siteId })
  await emit(tx, 'team.created', { teamId: id, siteId: input.siteId }, teamTopic)
  return getTeam(tx, id)
}

/**
 * A team that changes its site takes with it whoever has it in their scope.
 * @throws {DomainError} `team.not_found`, `site.not_found` (404), `value.taken` (409).
 */
export async function updateTeam(tx: Tx, id: string, input: { name?: string; siteId?: string | null }): Promise<Team> {
  const before = await lockTeam(tx, id)
  if (input.siteId) await getSite(tx, input.siteId)
  const { name, siteId = before.siteId } = input
  await repo.update(tx, id, { ...(name !== undefined && { name }), site_id: siteId })
  await emit(tx, 'team.changed', { teamId: id, siteId }, teamTopic)
  return getTeam(tx, id)
}

/** Whoever is in it leaves it at that instant. @throws {DomainError} `team.not_found` (404). */
export async function endTeam(tx: Tx, id: string, now = new Date()): Promise<Team> {
  const { siteId, endedAt } = await lockTeam(tx, id)
  if (endedAt) return getTeam(tx, id)
  await endAll(tx, id, now)
  await repo.update(tx, id, { ended_at: now })
  await emit(tx, 'team.ended', { teamId: id, siteId }, teamTopic)
  return getTeam(tx, id)
}

/** Takes its end back, with whoever left by it. @throws {DomainError} `team.not_found` (404), `value.taken` (409) when another has its name now. */
export async function reopenTeam(tx: Tx, id: string): Promise<Team> {
  const { siteId, endedAt } = await lockTeam(tx, id)
  if (!endedAt) return getTeam(tx, id)
  await repo.update(tx, id, { ended_at: null })
  await restoreAll(tx, id, endedAt)
  await emit(tx, 'team.reopened', { teamId: id, siteId }, teamTopic)
  return getTeam(tx, id)
}

/** @throws {DomainError} `team.not_found` (404). */
export async function lockTeam(tx: Tx, id: string): Promise<{ siteId: string | null; endedAt: Date | null }> {
  const row = await repo.lock(tx, id)
  if (!row) throw notFound('team', id)
  return { siteId: row.site_id, endedAt: row.ended_at }
}

/** @throws {DomainError} `team.not_found` (404). */
export async function getTeam(tx: Tx, id: string): Promise<Team> {
  const [row] = await repo.list(tx, id)
  if (!row) throw notFound('team', id)
  return toTeam(row)
}

const toTeam = (row: repo.TeamRow): Team => ({
  id: row.id,
  name: row.name,
  siteId: row.site_id,
  members: row.members,
  leads: row.leads,
  createdAt: row.created_at.toISOString(),
  endedAt: row.ended_at?.toISOString() ?? null,
})
