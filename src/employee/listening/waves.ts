import { randomBytes } from 'node:crypto'
import { listSites } from '#engine/people'
import { publishedVersion } from '#engine/questionnaires'
import { readLeast } from '#engine/measures'
import { hashToken } from '#kernel/auth'
import type { Tx } from '#kernel/db'
import { emit } from '#kernel/events'
import { conflict, invalid, notFound } from '#shared/errors'
import { dayAt } from '#shared/zone'
import type { TicketSheet, Wave } from './contract.ts'
import * as repo from './repo.ts'

export async function listWaves(tx: Tx): Promise<Wave[]> {
  const { scores } = await readLeast(tx)
  return (await repo.list(tx)).map((row) => toWave(row, scores))
}

/** @throws {DomainError} `wave.not_found` (404). */
export async function getWave(tx: Tx, id: string): Promise<Wave> {
  const row = await repo.find(tx, id)
  if (!row) throw notFound('wave', id)
  return toWave(row, (await readLeast(tx)).scores)
}

/**
 * Asks everybody who works here now: as many tickets as people, by site and team. Nobody's name is on any: who hands them
 * out decides who has which, and the house never knows. The addresses are told this once; what is kept is their hashes.
 * @throws {DomainError} `reference.unknown` (422) for a questionnaire, `questionnaire.not_published` (409),
 *   `wave.nobody` (409), `wave.over_already` (422) for a last day that is past.
 */
export async function openWave(
  tx: Tx,
  {
    questionnaireId,
    name,
    closesOn,
    councilInformedOn,
  }: { questionnaireId: string; name: string; closesOn: string; councilInformedOn: string | null },
  publicUrl: string,
): Promise<{ id: string; wave: Wave; sheets: TicketSheet[] }> {
  const version = await publishedVersion(tx, questionnaireId)
  if (version?.audience !== 'employees') throw invalid('reference.unknown', { field: 'questionnaireId' })
  if (version.id === null) throw conflict('questionnaire.not_published')
  if (closesOn < (await todayOf(tx))) throw invalid('wave.over_already')
  const people = await repo.countPeople(tx)
  if (people.length === 0) throw conflict('wave.nobody')
  const id = await repo.insert(tx, {
    questionnaire_id: questionnaireId,
    version_id: version.id,
    name,
    closes_on: closesOn,
    council_informed_on: councilInformedOn,
  })
  const sheets: TicketSheet[] = []
  for (const { site_id, team_id, site, team, n } of people) {
    const tokens = Array.from({ length: n }, () => randomBytes(15).toString('base64url'))
    const groupId = await repo.insertGroup(tx, { wave_id: id, site_id, team_id, issued: n })
    await repo.insertTickets(tx, groupId, tokens.map(hashToken))
    sheets.push({ siteName: site, teamName: team, urls: tokens.map((token) => `${publicUrl}/b/${token}`) })
  }
  await emit(tx, 'wave.opened', { waveId: id }, 'waves')
  return { id, wave: await getWave(tx, id), sheets }
}

/** The day where the first site is. */
export const todayOf = async (tx: Tx) => dayAt(Date.now(), (await listSites(tx))[0]?.timeZone ?? 'Europe/Paris')

const toWave = (row: repo.WaveRow, least: number): Wave => ({
  id: row.id,
  name: row.name,
  questionnaireId: row.questionnaire_id,
  openedAt: row.opened_at.toISOString(),
  closesOn: row.closes_on,
  closedAt: row.closed_at?.toISOString() ?? null,
  issued: row.issued,
  // Of a few, somebody who knows who was there yesterday would know who has answered today.
  answered: row.closed_at === null && row.used >= least ? row.used : null,
})
