import { listAddressees } from '#customer/crm'
import { respondentOf } from '#engine/questionnaires'
import type { Tx } from '#kernel/db'
import { notFound } from '#shared/errors'
import { findByInvitation } from './invitee-repo.ts'

/** Who gave an answer: told only when they said there that they may be called back. @throws {DomainError} `answer.not_found` (404). */
export async function readRespondent(tx: Tx, answerId: string) {
  const given = await respondentOf(tx, answerId)
  if (!given) throw notFound('answer', answerId)
  if (given.invitationId === null) return { hidden: 'passer' as const, contact: null }
  if (!given.callBack) return { hidden: 'not_agreed' as const, contact: null }
  const invitee = await findByInvitation(tx, given.invitationId)
  const [person] = invitee ? await listAddressees(tx, [invitee.contact_id]) : []
  if (!person) return { hidden: 'gone' as const, contact: null }
  const { contactId: id, name, email, phones } = person
  return { hidden: null, contact: { id, name, email, phones } }
}
