import { callsOf } from '#engine/interactions'
import { findPerson } from '#engine/people'
import type { Tx } from '#kernel/db'
import { invalid } from '#shared/errors'
import { parsePhone } from '#shared/phone'
import type { Subject } from './processing.ts'

/** Whom a number names here. @throws {DomainError} `phone.not_dialable` (422). */
export async function findSubject(tx: Tx, number: string): Promise<Subject> {
  const { key } = parsePhone(number)
  if (key === null) throw invalid('phone.not_dialable', { phone: number })
  const { personIds, visitorIds } = await findPerson(tx, key)
  return { phone: key, personIds, visitorIds, interactionIds: await callsOf(tx, personIds) }
}
