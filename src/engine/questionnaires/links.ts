import { randomBytes } from 'node:crypto'
import { listSites } from '#engine/people'
import type { Tx } from '#kernel/db'
import { refresh } from '#kernel/events'
import { conflict, invalid, notFound } from '#shared/errors'
import type { AnswerLink } from './contract.ts'
import * as repo from './link-repo.ts'
import { find as findQuestionnaire } from './repo.ts'

/** Of one questionnaire, or all of them; open ones first. */
export const listLinks = async (
  tx: Tx,
  questionnaireId: string | undefined,
  publicUrl: string,
): Promise<AnswerLink[]> => toLinks(tx, await repo.list(tx, questionnaireId), publicUrl)

/**
 * @throws {DomainError} `reference.unknown` (422) for a questionnaire or a site, `questionnaire.not_published` (409); `questionnaire.not_for_passers` (409) for one of employees, whose answers are taken by invitation only.
 */
export async function createLink(
  tx: Tx,
  {
    questionnaireId,
    channel,
    name,
    siteId,
  }: { questionnaireId: string; channel: AnswerLink['channel']; name: string; siteId: string | null },
  publicUrl: string,
): Promise<AnswerLink> {
  const questionnaire = await findQuestionnaire(tx, questionnaireId)
  if (!questionnaire) throw invalid('reference.unknown', { field: 'questionnaireId' })
  if (questionnaire.audience === 'employees') throw conflict('questionnaire.not_for_passers')
  if (questionnaire.version === null) throw conflict('questionnaire.not_published')
  if (siteId !== null && !(await listSites(tx)).some(({ id }) => id === siteId))
    throw invalid('reference.unknown', { field: 'siteId' })
  // 96 bits: nobody guesses an address, and a QR code of it stays coarse enough for a counter card.
  const token = randomBytes(12).toString('base64url')
  const row = await repo.insert(tx, { questionnaire_id: questionnaireId, token, channel, name, site_id: siteId })
  refresh(tx, 'questionnaires')
  return (await toLinks(tx, [row], publicUrl))[0]!
}

/** @throws {DomainError} `answer_link.not_found` (404). */
export async function closeLink(tx: Tx, id: string, at: Date | null, publicUrl: string): Promise<AnswerLink> {
  const row = await repo.setClosed(tx, id, at)
  if (!row) throw notFound('answer_link', id)
  refresh(tx, 'questionnaires')
  return (await toLinks(tx, [row], publicUrl))[0]!
}

async function toLinks(tx: Tx, rows: repo.LinkRow[], publicUrl: string): Promise<AnswerLink[]> {
  const names = new Map((await listSites(tx)).map(({ id, name }) => [id, name]))
  return rows.map((row) => ({
    id: row.id,
    questionnaireId: row.questionnaire_id,
    channel: row.channel,
    name: row.name,
    siteId: row.site_id,
    siteName: row.site_id && (names.get(row.site_id) ?? null),
    url: `${publicUrl}/r/${row.token}`,
    createdAt: row.created_at.toISOString(),
    closedAt: row.closed_at?.toISOString() ?? null,
  }))
}
