import { listSites } from '#engine/people'
import { dueAt, openRequest } from '#engine/requests'
import type { Tx } from '#kernel/db'
import { emit, refresh } from '#kernel/events'
import { confirmFile } from '#kernel/files'
import { say } from '#kernel/i18n'
import { enqueue } from '#kernel/jobs'
import { conflict, InputError, invalid } from '#shared/errors'
import { faultsOf } from '#shared/questionnaire/answer'
import { type Answers, type Definition, questionsOf } from '#shared/questionnaire/definition'
import { asked, scoreOf } from '#shared/questionnaire/flow'
import { marksOf } from '#shared/questionnaire/marks'
import { unhappyMark } from '#shared/questionnaire/unhappy'
import { dayAt } from '#shared/zone'
import * as repo from './answer-repo.ts'
import { countNew } from './count-repo.ts'
import type { Answer } from './contract.ts'
import { find as findQuestionnaire, listVersions } from './repo.ts'

/** Where an answer comes in: what is asked there, and of which site it is. */
export type Place = {
  questionnaireId: string
  definition: Definition
  versionId: string
  linkId: string | null
  invitationId: string | null
  channel: Answer['channel']
  siteId: string | null
  siteName: string | null
  timeZone: string
  loopHours: number | null
}
export type Submission = { submissionId: string; language: string; answers: Answers }

/**
 * What of a submission is kept: the answers to what was asked.
 * @throws {InputError} with a code for each answer that is not taken.
 */
export function heldAgainst(definition: Definition, given: Answers): Answers {
  const faults = Object.entries(faultsOf(definition, given))
  if (faults.length > 0)
    throw new InputError(faults.map(([id, { code }]) => ({ path: `answers.${id}`, code: `answer.${code}` })))
  return asked(definition, given).answers
}

/**
 * Keeps answers, once each: what was sent twice is one answer. Somebody unhappy is somebody to call back: their request is
 * of the same transaction. @param answers of {@link heldAgainst}. @returns their ids, in the order given.
 * @throws {DomainError} `survey_invitation.answered` (409) for a second answer to one invitation.
 */
export async function keepAnswers(
  tx: Tx,
  given: readonly (Submission & { place: Place })[],
  now = new Date(),
): Promise<string[]> {
  const rows = given.map(({ place, submissionId, language, answers }): repo.NewAnswer => ({
    submission_id: submissionId,
    questionnaire_id: place.questionnaireId,
    version_id: place.versionId,
    link_id: place.linkId,
    invitation_id: place.invitationId,
    channel: place.channel,
    language,
    site_id: place.siteId,
    answers,
    marks: marksOf(place.definition, answers),
    score: scoreOf(place.definition, answers),
    answered_at: now.toISOString(),
    day: dayAt(now.getTime(), place.timeZone),
  }))
  const fresh = await repo.insert(tx, rows)
  const older = rows.map(({ submission_id }) => submission_id).filter((id) => !fresh.has(id))
  const known = older.length > 0 ? await repo.findSubmissions(tx, older) : fresh
  const told = new Set<string>() // twice in one batch is once too
  for (const { place, submissionId, answers } of given) {
    const id = fresh.get(submissionId)
    if (id === undefined || told.has(submissionId)) continue
    told.add(submissionId)
    for (const fileId of filesIn(place.definition, answers)) {
      await confirmFile(tx, fileId)
      await repo.insertFile(tx, id, fileId)
    }
    await closeLoop(tx, id, { place, answers, now })
    await emit(tx, 'answer.given', { answerId: id, siteId: place.siteId })
  }
  refresh(tx, 'answers', null)
  for (const siteId of new Set(given.map(({ place }) => place.siteId))) if (siteId) refresh(tx, 'answers', siteId)
  await enqueue(tx, 'answers.count', {}, { key: `answers.count ${given[0]!.place.questionnaireId}` })
  return given.map(({ submissionId }) => {
    const id = fresh.get(submissionId) ?? known.get(submissionId)
    // An invitation serves once: another answer to it is not the same one sent again.
    if (id === undefined) throw conflict('survey_invitation.answered')
    return id
  })
}

const filesIn = (definition: Definition, answers: Answers): string[] =>
  questionsOf(definition).flatMap(({ id, type }) =>
    type === 'file' && typeof answers[id] === 'string' ? [answers[id]] : [],
  )

async function closeLoop(
  tx: Tx,
  answerId: string,
  { place, answers, now }: { place: Place; answers: Answers; now: Date },
): Promise<void> {
  const mark = place.loopHours === null ? undefined : unhappyMark(place.definition, answers)
  if (mark === undefined) return
  const due = dueAt(now, { within: place.loopHours!, unit: 'business_hours' }, place.timeZone)
  await openRequest(tx, {
    subject: say('fr', 'questionnaires.loop.subject', { ...mark, site: place.siteName ?? '' }).slice(0, 200),
    dueAt: due.toISOString(),
    siteId: place.siteId,
    ownerId: null,
    interactionId: null,
    answerId,
  })
}

/** Where a program records answers that were given elsewhere. @throws {DomainError} 404, 409, 422 as the contract says. */
export async function placeOf(
  tx: Tx,
  {
    questionnaireId,
    version: number,
    siteId,
  }: { questionnaireId: string; version?: number | undefined; siteId: string | null },
): Promise<Place> {
  const questionnaire = await findQuestionnaire(tx, questionnaireId)
  if (!questionnaire) throw invalid('reference.unknown', { field: 'questionnaireId' })
  if (questionnaire.audience === 'employees') throw conflict('questionnaire.not_for_passers')
  const versions = await listVersions(tx, questionnaireId)
  const version = number === undefined ? versions[0] : versions.find((one) => one.number === number)
  if (!version)
    throw number === undefined
      ? conflict('questionnaire.not_published')
      : invalid('reference.unknown', { field: 'version' })
  const sites = await listSites(tx)
  const site = sites.find(({ id }) => id === siteId)
  if (siteId !== null && !site) throw invalid('reference.unknown', { field: 'siteId' })
  return {
    questionnaireId,
    definition: version.definition,
    versionId: version.id,
    linkId: null,
    invitationId: null,
    channel: 'api',
    siteId,
    siteName: site?.name ?? null,
    timeZone: (site ?? sites[0])?.timeZone ?? 'Europe/Paris',
    loopHours: questionnaire.loop_hours,
  }
}

/** Counts what came in, some at a time: each in a transaction of its own, so that nobody waits long. */
export async function countAnswers(inTx: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>): Promise<void> {
  while ((await inTx((tx) => countNew(tx))) > 0);
}
