import { heldAgainst } from '#engine/questionnaires'
import { hashToken, orgName } from '#kernel/auth'
import type { Database } from '#kernel/db'
import { conflict, DomainError, notFound } from '#shared/errors'
import type { Answers, Definition } from '#shared/questionnaire/definition'
import { marksOf } from '#shared/questionnaire/marks'
import * as repo from './repo.ts'

export type AskedOfTicket = {
  orgId: string
  groupId: string
  versionId: string
  definition: Definition
  context: Record<string, string>
}

/**
 * What a ticket's holder is asked.
 * @throws {DomainError} `ticket.not_found` (404), also once its wave is over and nothing of it is left; `ticket.used` (410).
 */
export async function showTicket(db: Database, token: string): Promise<AskedOfTicket> {
  const ticket = await db.atGate((tx) => repo.whose(tx, hashToken(token)))
  if (!ticket) throw notFound('ticket')
  if (ticket.used) throw new DomainError(410, 'ticket.used')
  return db.as({ orgId: ticket.org_id }, async (tx) => {
    const asked = await repo.findAsked(tx, ticket.group_id)
    if (!asked?.open) throw notFound('ticket')
    const company = await orgName(tx)
    return {
      orgId: ticket.org_id,
      groupId: ticket.group_id,
      versionId: asked.version_id,
      definition: asked.definition,
      context: { company, site: asked.site ?? company },
    }
  })
}

/**
 * Takes a ballot: the ticket serves once, and the ballot knows neither it nor the hour.
 * @throws {DomainError} those of {@link showTicket}; `ticket.used` (409) when two come at once; an InputError for answers.
 */
export async function castBallot(db: Database, token: string, given: Answers): Promise<void> {
  const { orgId, groupId, definition } = await showTicket(db, token)
  const answers = heldAgainst(definition, given)
  await db.as({ orgId }, async (tx) => {
    if (!(await repo.spend(tx, hashToken(token)))) throw conflict('ticket.used')
    await repo.cast(tx, { group_id: groupId, answers: JSON.stringify(answers), marks: marksOf(definition, answers) })
  })
}
