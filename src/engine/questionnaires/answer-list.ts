import { listSites } from '#engine/people'
import { requestsOfAnswers } from '#engine/requests'
import { readCursor, type Tx, writeCursor } from '#kernel/db'
import { notFound } from '#shared/errors'
import { unhappyMark } from '#shared/questionnaire/unhappy'
import * as repo from './answer-repo.ts'
import type { Answer, AnswerFilter, GivenAnswer } from './contract.ts'
import { find as findQuestionnaire, findVersion } from './repo.ts'

/** @throws {DomainError} `answer.not_found` (404). */
export async function getAnswer(tx: Tx, id: string): Promise<Answer> {
  const row = await repo.find(tx, id)
  if (!row) throw notFound('answer', id)
  return (await toAnswers(tx, [row]))[0]!
}

/** Undefined when it is gone. */
export async function findGiven(tx: Tx, id: string): Promise<GivenAnswer | undefined> {
  const row = await repo.find(tx, id)
  if (!row) return undefined
  const [answer] = await toAnswers(tx, [row])
  const questionnaire = (await findQuestionnaire(tx, row.questionnaire_id))!
  const version = (await findVersion(tx, row.version_id))!
  return {
    ...answer!,
    questionnaireName: questionnaire.name,
    unhappyMark: unhappyMark(version.definition, row.answers)?.mark ?? null,
  }
}

/** @throws {DomainError} `input.bad_cursor` (422). */
export async function listAnswers(
  tx: Tx,
  { cursor, limit, ...filter }: AnswerFilter & { cursor?: string | undefined; limit: number },
): Promise<{ items: Answer[]; next: string | null }> {
  const after = cursor === undefined ? undefined : (readCursor(cursor, 2) as [string, string])
  const rows = await repo.list(tx, filter, { after, limit: limit + 1 })
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    items: await toAnswers(tx, shown),
    next: rows.length > limit && last ? writeCursor([last.at_text, last.id]) : null,
  }
}

async function toAnswers(tx: Tx, rows: repo.AnswerRow[]): Promise<Answer[]> {
  if (rows.length === 0) return []
  const sites = await listSites(tx)
  const requests = await requestsOfAnswers(
    tx,
    rows.map(({ id }) => id),
  )
  return rows.map((row) => {
    const site = sites.find(({ id }) => id === row.site_id)
    return {
      id: row.id,
      questionnaireId: row.questionnaire_id,
      version: row.number,
      answeredAt: row.answered_at.toISOString(),
      timeZone: (site ?? sites[0])?.timeZone ?? 'Europe/Paris',
      channel: row.channel,
      language: row.language,
      siteId: row.site_id,
      siteName: site?.name ?? null,
      answers: row.answers,
      score: row.score,
      requestId: requests.get(row.id) ?? null,
    }
  })
}
