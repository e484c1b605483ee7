import { getInteraction } from '#engine/interactions'
import type { Database, Tx } from '#kernel/db'
import { emit, type Event, refresh } from '#kernel/events'
import { enqueue } from '#kernel/jobs'
import type { Mailer } from '#kernel/mail'
import { notFound } from '#shared/errors'
import * as repo from './alert-repo.ts'
import type { AlertRecipient } from './contract.ts'
import { missedCallLetter } from './letter.ts'
import { getCall } from './list.ts'

/** A call missed longer ago than this when it is told (an import of last month's) calls for no letter. */
const freshHours = 1

export const listRecipients = async (tx: Tx): Promise<AlertRecipient[]> =>
  (await repo.listRecipients(tx)).map(toRecipient)

/** @throws {DomainError} `value.taken` (409) for an address chosen already. */
export async function addRecipient(tx: Tx, input: { email: string; siteId: string | null }): Promise<AlertRecipient> {
  const row = await repo.insertRecipient(tx, { email: input.email, site_id: input.siteId })
  await emit(tx, 'alert_recipient.added', { recipientId: row.id, siteId: row.site_id })
  return toRecipient(row)
}

/** @throws {DomainError} `alert_recipient.not_found` (404). */
export async function removeRecipient(tx: Tx, id: string): Promise<void> {
  if (!(await repo.deleteRecipient(tx, id))) throw notFound('alert_recipient', id)
  await emit(tx, 'alert_recipient.removed', { recipientId: id })
}

/** Reader of `call.tracked`: a missed call is told to those chosen, once. What it has become since counts. */
export async function alertMissedCall(tx: Tx, { data, at }: Event): Promise<void> {
  const { id, siteId, event, outcome } = await getInteraction(tx, String(data.callId))
  if (outcome !== 'missed') return
  if (at.getTime() - Date.parse(event.endedAt ?? event.startedAt) > freshHours * 3_600_000) return
  for (const alertId of await repo.insertAlerts(tx, id, siteId))
    await enqueue(tx, 'calls.send_alert', { alertId }, { key: `alert ${alertId}` })
}

/**
 * The job that sends one letter. The mail server is spoken to outside any transaction; a crash between its yes and our
 * note sends the letter again under the same Message-ID.
 */
export async function sendAlert(
  db: Database,
  mailer: Mailer,
  publicUrl: string,
  { orgId, alertId }: { orgId: string; alertId: string },
): Promise<void> {
  const found = await db.as({ orgId }, async (tx) => {
    const alert = await repo.findAlert(tx, alertId)
    if (!alert || alert.sent_at) return undefined
    const call = await getCall(tx, alert.call_id)
    if (call.outcome !== 'missed') return undefined
    return { siteId: call.siteId, letter: { id: alert.id, to: alert.email, ...missedCallLetter(call, publicUrl) } }
  })
  if (!found) return
  await mailer.send(found.letter)
  await db.as({ orgId }, async (tx) => {
    await repo.setSent(tx, alertId)
    await refresh(tx, 'calls', found.siteId)
  })
}

const toRecipient = (row: { id: string; email: string; site_id: string | null }): AlertRecipient => ({
  id: row.id,
  email: row.email,
  siteId: row.site_id,
})
