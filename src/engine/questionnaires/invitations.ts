import { randomBytes } from 'node:crypto'
import { leaveInPeace } from '#engine/solicitations'
import type { Database, Tx } from '#kernel/db'
import { notFound } from '#shared/errors'
import { questionsOf } from '#shared/questionnaire/definition'
import { find as findAnswer } from './answer-repo.ts'
import { findVersion } from './repo.ts'
import * as repo from './invitation-repo.ts'

export type Invited = {
  /** Its token is the end of the address `/r/…`. */
  id: string
  token: string
}

/**
 * Makes addresses at which one person each answers, once.
 * @param addressHash of `hashesOf`: who says there « do not write to me again » is not written to again.
 * @param endsOn the last day on which it is answered.
 */
export async function invite(
  tx: Tx,
  invitees: readonly { questionnaireId: string; siteId: string | null; addressHash: string; endsOn: string }[],
): Promise<Invited[]> {
  if (invitees.length === 0) return []
  const rows = invitees.map(({ questionnaireId, siteId, addressHash, endsOn }) => ({
    questionnaire_id: questionnaireId,
    token: randomBytes(15).toString('base64url'),
    site_id: siteId,
    address_hash: addressHash,
    ends_on: endsOn,
  }))
  const ids = await repo.insert(tx, rows)
  return rows.map(({ token }, place) => ({ id: ids[place]!, token }))
}

/** Never to be written to again, whoever wrote. @throws {DomainError} `survey_invitation.not_found` (404). */
export async function opposeBy(db: Database, token: string): Promise<void> {
  const owner = await db.atGate((tx) => repo.whose(tx, token))
  if (!owner) throw notFound('survey_invitation')
  await db.as({ orgId: owner.org_id }, async (tx) => {
    await leaveInPeace(tx, (await repo.find(tx, owner.id))!.address_hash)
  })
}

/**
 * By whose invitation an answer was given, and whether they agreed there to be called back: only then are they named.
 * @returns undefined for an answer that is not there.
 */
export async function respondentOf(
  tx: Tx,
  answerId: string,
): Promise<{ invitationId: string | null; callBack: boolean } | undefined> {
  const answer = await findAnswer(tx, answerId)
  const invitationId = await repo.invitationOfAnswer(tx, answerId)
  if (!answer || invitationId === undefined) return undefined
  const { definition } = (await findVersion(tx, answer.version_id))!
  const callBack = questionsOf(definition).some(
    (question) => question.type === 'consent' && question.callBack && answer.answers[question.id] === true,
  )
  return { invitationId, callBack }
}
