import type { Tx } from '#kernel/db'
import { refresh } from '#kernel/events'
import { conflict, DomainError, invalid, notFound } from '#shared/errors'
import { faultsOfDefinition } from '#shared/questionnaire/check'
import type { Definition } from '#shared/questionnaire/definition'
import type { Audience, Questionnaire, QuestionnaireDetail } from './contract.ts'
import * as repo from './repo.ts'
import { templates } from './templates/index.ts'

const topic = 'questionnaires'

export const listQuestionnaires = async (tx: Tx, audience?: Audience): Promise<Questionnaire[]> =>
  (await repo.list(tx)).filter((row) => audience === undefined || row.audience === audience).map(toQuestionnaire)

/** @throws {DomainError} `questionnaire.not_found` (404). */
export async function getQuestionnaire(tx: Tx, id: string): Promise<QuestionnaireDetail> {
  const row = await repo.find(tx, id)
  if (!row) throw notFound('questionnaire', id)
  const versions = await repo.listVersions(tx, id)
  return {
    ...toQuestionnaire(row),
    draft: row.draft,
    draftNumber: row.draft_number,
    faults: faultsOfDefinition(row.draft),
    versions: versions.map(({ id, number, published_at, definition }) => ({
      id,
      number,
      publishedAt: published_at.toISOString(),
      definition,
    })),
  }
}

/** @throws {DomainError} `reference.unknown` (422) for a template that there is not. */
export async function createQuestionnaire(
  tx: Tx,
  { name, audience, template }: { name: string; audience: Audience; template?: string | undefined },
): Promise<QuestionnaireDetail> {
  const from = templates.find(({ id }) => id === template)
  if (template !== undefined && !from) throw invalid('reference.unknown', { field: 'template' })
  return keepNew(tx, { name, audience, draft: from?.definition ?? emptyDefinition(name) })
}

const emptyDefinition = (name: string): Definition => ({
  languages: ['fr'],
  title: { fr: name },
  sections: [{ id: 's1', questions: [] }],
})

export async function keepNew(
  tx: Tx,
  made: { name: string; audience: Audience; draft: Definition },
): Promise<QuestionnaireDetail> {
  const id = await repo.insert(tx, made)
  refresh(tx, topic)
  return getQuestionnaire(tx, id)
}

/** @throws {DomainError} `questionnaire.not_found` (404). */
export async function updateQuestionnaire(
  tx: Tx,
  id: string,
  { name, loopHours }: { name: string; loopHours: number | null },
): Promise<QuestionnaireDetail> {
  await repo.update(tx, id, { name, loop_hours: loopHours })
  refresh(tx, topic)
  return getQuestionnaire(tx, id)
}

/** @throws {DomainError} `questionnaire.not_found` (404), `draft.outdated` (409) when somebody else changed it meanwhile. */
export async function saveDraft(
  tx: Tx,
  id: string,
  { draft, draftNumber }: { draft: Definition; draftNumber?: number | undefined },
): Promise<QuestionnaireDetail> {
  if (!(await repo.setDraft(tx, id, draft, draftNumber))) {
    await getQuestionnaire(tx, id)
    throw conflict('draft.outdated')
  }
  refresh(tx, topic)
  return getQuestionnaire(tx, id)
}

/**
 * What is drafted is from now on what is asked. @throws {DomainError} `questionnaire.not_found` (404),
 * `questionnaire.faulty` (422) while something in it would not work, `questionnaire.unchanged` (409).
 */
export async function publishQuestionnaire(tx: Tx, id: string): Promise<QuestionnaireDetail> {
  if (!(await repo.lock(tx, id))) throw notFound('questionnaire', id)
  const { draft, faults, version, changed } = await getQuestionnaire(tx, id)
  if (faults.length > 0) throw new DomainError(422, 'questionnaire.faulty', { count: faults.length })
  if (!changed) throw conflict('questionnaire.unchanged')
  await repo.insertVersion(tx, { questionnaire_id: id, number: (version ?? 0) + 1, definition: draft })
  refresh(tx, topic)
  return getQuestionnaire(tx, id)
}

/** Of whom a questionnaire asks and its latest version; undefined when there is no such questionnaire. */
export async function publishedVersion(
  tx: Tx,
  id: string,
): Promise<{ audience: Audience; id: string | null } | undefined> {
  const row = await repo.find(tx, id)
  if (!row) return undefined
  const [version] = await repo.listVersions(tx, id)
  return { audience: row.audience, id: version?.id ?? null }
}

/** @throws {DomainError} `questionnaire.not_found` (404). */
export async function archiveQuestionnaire(tx: Tx, id: string, at: Date | null): Promise<Questionnaire> {
  await repo.update(tx, id, { archived_at: at })
  refresh(tx, topic)
  const row = await repo.find(tx, id)
  if (!row) throw notFound('questionnaire', id)
  return toQuestionnaire(row)
}

const toQuestionnaire = (row: repo.QuestionnaireRow): Questionnaire => ({
  id: row.id,
  name: row.name,
  audience: row.audience,
  version: row.version,
  publishedAt: row.published_at?.toISOString() ?? null,
  changed: row.changed,
  loopHours: row.loop_hours,
  archivedAt: row.archived_at?.toISOString() ?? null,
})
