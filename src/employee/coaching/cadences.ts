import { getTeam } from '#engine/people'
import type { Tx } from '#kernel/db'
import { refresh } from '#kernel/events'
import type { Cadence } from './contract.ts'
import { todayOf } from './one-to-ones.ts'
import * as repo from './repo.ts'

const weeksSeen = 16
const weekMs = 7 * 86_400_000

/** Team by team, how many talks are held and decide. */
export async function listCadences(tx: Tx): Promise<Cadence[]> {
  const today = await todayOf(tx)
  const since = new Date(Date.parse(today) - weeksSeen * weekMs).toISOString().slice(0, 10)
  return (await repo.listCadences(tx, today, since)).map((row) => ({
    id: row.id,
    teamName: row.name,
    everyWeeks: row.every_weeks,
    managerName: row.manager,
    people: row.people,
    late: row.late,
    held: row.held,
    decided: row.decided,
    decisions: row.decisions,
    decisionsClosed: row.decisions_closed,
    decisionsLate: row.decisions_late,
  }))
}

/** @throws {DomainError} `team.not_found` (404). */
export async function setCadence(tx: Tx, teamId: string, everyWeeks: number | null): Promise<Cadence> {
  await getTeam(tx, teamId)
  await repo.setCadence(tx, teamId, everyWeeks)
  await planTalks(tx)
  refresh(tx, 'one_to_ones')
  return (await listCadences(tx)).find(({ id }) => id === teamId)!
}

/** Plans the next talk of everybody who is in a team with a cadence. */
export const planTalks = async (tx: Tx): Promise<void> => void (await repo.plan(tx, await todayOf(tx)))
