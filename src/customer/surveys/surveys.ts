import { randomBytes } from 'node:crypto'
import { publishedVersion } from '#engine/questionnaires'
import type { Tx } from '#kernel/db'
import { emit, refresh } from '#kernel/events'
import { enqueue } from '#kernel/jobs'
import type { Vault } from '#kernel/vault'
import { conflict, invalid, notFound } from '#shared/errors'
import type { Asked, Survey, SurveyDetail } from './contract.ts'
import { drawn } from './draw.ts'
import { frameOf } from './frame.ts'
import { todayOf } from './going.ts'
import * as invitees from './invitee-repo.ts'
import { aim } from './plan.ts'
import * as repo from './repo.ts'
import { judge } from './response.ts'

export const listSurveys = async (tx: Tx): Promise<Survey[]> => (await repo.list(tx)).map(toSurvey)

/** @throws {DomainError} `survey.not_found` (404). */
export async function getSurvey(tx: Tx, id: string): Promise<SurveyDetail> {
  const row = await repo.find(tx, id)
  if (!row) throw notFound('survey', id)
  const strata = await repo.listStrata(tx, id)
  const judged = judge(
    strata.map((one) => ({ ...one, framed: one.reachable + one.resting + one.opposed + one.unreachable })),
  )
  return {
    ...toSurvey(row),
    seed: row.seed,
    rate: judged.rate,
    effective: judged.effective,
    strata: strata.map(({ site_id, site, cell, ...counts }, place) => ({
      siteId: site_id,
      siteName: site,
      cell,
      reachable: counts.reachable,
      resting: counts.resting,
      opposed: counts.opposed,
      unreachable: counts.unreachable,
      target: counts.target,
      invited: counts.invited,
      sent: counts.sent,
      answered: counts.answered,
      ...judged.strata[place]!,
    })),
  }
}

/**
 * Draws a survey by lot; the first of them are written to at once. What is drawn, its seed and who was left out are kept, so that it
 * can be done again by whoever doubts it.
 * @throws {DomainError} `reference.unknown` (422) for a questionnaire, `questionnaire.not_published` (409),
 *   `survey.over_already` (422) for a last day that is past, `survey.nobody` (409).
 */
export async function startSurvey(
  tx: Tx,
  vault: Vault,
  given: Asked & { name: string; questionnaireId: string; reminders: number; pauseDays: number; endsOn: string },
  now = new Date(),
): Promise<SurveyDetail> {
  const version = await publishedVersion(tx, given.questionnaireId)
  if (version?.audience !== 'customers') throw invalid('reference.unknown', { field: 'questionnaireId' })
  if (version.id === null) throw conflict('questionnaire.not_published')
  if (given.endsOn < (await todayOf(tx, now))) throw invalid('survey.over_already')
  const strata = aim(await frameOf(tx, vault, given, now), given.perSite)
  if (strata.every(({ people }) => people.length === 0)) throw conflict('survey.nobody')
  const seed = randomBytes(16).toString('hex')
  const id = await repo.insert(tx, {
    questionnaire_id: given.questionnaireId,
    name: given.name,
    frame: given.frame,
    frame_from: given.from,
    frame_to: given.to,
    per_site: given.perSite,
    expected_rate: given.expectedRate,
    reminders: given.reminders,
    pause_days: given.pauseDays,
    ends_on: given.endsOn,
    seed,
  })
  for (const { people, siteId, ...counts } of strata) {
    const stratumId = await repo.insertStratum(tx, {
      survey_id: id,
      site_id: siteId,
      reachable: people.length,
      ...counts,
    })
    await invitees.insert(
      tx,
      id,
      stratumId,
      drawn(people, seed).map(({ contactId }) => contactId),
    )
  }
  await enqueue(tx, 'surveys.go_on', { surveyId: id })
  await emit(tx, 'survey.started', { surveyId: id }, 'surveys')
  return getSurvey(tx, id)
}

/** @throws {DomainError} `survey.not_found` (404). */
export async function endSurvey(tx: Tx, id: string, now = new Date()): Promise<SurveyDetail> {
  await getSurvey(tx, id)
  await repo.setEnded(tx, id, now)
  refresh(tx, 'surveys')
  return getSurvey(tx, id)
}

const toSurvey = (row: repo.SurveyRow): Survey => ({
  id: row.id,
  name: row.name,
  questionnaireId: row.questionnaire_id,
  questionnaireName: row.questionnaire,
  frame: row.frame,
  from: row.frame_from,
  to: row.frame_to,
  perSite: row.per_site,
  expectedRate: row.expected_rate,
  reminders: row.reminders,
  pauseDays: row.pause_days,
  endsOn: row.ends_on,
  startedAt: row.started_at.toISOString(),
  endedAt: row.ended_at?.toISOString() ?? null,
  invited: row.invited,
  answered: row.answered,
})
