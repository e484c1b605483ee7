import type { Tx } from '#kernel/db'
import { invalid } from '#shared/errors'
import { textIn } from '#shared/questionnaire/text'
import type { Definition } from '#shared/questionnaire/definition'
import type { Audience } from './contract.ts'
import { DefinitionShape } from './definition.ts'
import { getQuestionnaire, keepNew } from './service.ts'
import { type LeftOut, readSurvey } from './surveyjs/read.ts'
import { writeSurvey } from './surveyjs/write.ts'

/** @throws {DomainError} `questionnaire.not_found` (404). */
export async function exportDraft(tx: Tx, id: string, format: 'visavis' | 'surveyjs'): Promise<string> {
  const { draft } = await getQuestionnaire(tx, id)
  return JSON.stringify(format === 'surveyjs' ? writeSurvey(draft) : { questionnaire: draft }, null, 2)
}

/**
 * Begins a questionnaire from what {@link exportDraft} wrote, or from the JSON of SurveyJS.
 * @throws {DomainError} `questionnaire.unreadable` (422).
 */
export async function importDocument(
  tx: Tx,
  { name, audience, document }: { name?: string | undefined; audience: Audience; document: Record<string, unknown> },
): Promise<{ id: string; leftOut: { what: string; why: string }[] }> {
  const { definition, leftOut } = readDocument(document)
  const title = textIn(definition.title, definition.languages[0]!, definition).slice(0, 120)
  const made = await keepNew(tx, { name: name ?? (title || 'Questionnaire'), audience, draft: definition })
  return { id: made.id, leftOut }
}

function readDocument(document: Record<string, unknown>): { definition: Definition; leftOut: LeftOut[] } {
  const own = DefinitionShape.safeParse(document.questionnaire)
  if (own.success) return { definition: own.data, leftOut: [] }
  if (document.questionnaire !== undefined || !(Array.isArray(document.pages) || Array.isArray(document.elements)))
    throw invalid('questionnaire.unreadable')
  const { definition, leftOut } = readSurvey(document)
  const read = DefinitionShape.safeParse(JSON.parse(JSON.stringify(definition)))
  if (!read.success) throw invalid('questionnaire.unreadable')
  return { definition: read.data, leftOut }
}
