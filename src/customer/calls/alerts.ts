import { getInteraction } from '#engine/interactions'
import type { Database, Tx } from '#kernel/db'
import { refresh } from '#kernel/events'
import type { Mailer } from '#kernel/mail'
import * as repo from './alert-repo.ts'
import { missedCallLetter } from './letter.ts'
import { getCall } from './list.ts'

/**
 * Keeps the letter of a missed call to one address for whoever asks first, by its id. @returns whether it is theirs.
 * @throws {DomainError} `call.not_found` (404).
 */
export async function claimAlert(
  tx: Tx,
  { id, callId, email }: { id: string; callId: string; email: string },
): Promise<boolean> {
  const { outcome } = await getInteraction(tx, callId)
  return outcome === 'missed' && (await repo.claim(tx, { id, call_id: callId, email })) === id
}

/**
 * Sends one letter. The mail server is spoken to outside any transaction; a crash between its yes and our note sends the
 * letter again under the same Message-ID.
 * @returns `skipped` when the call turned out to have been answered.
 */
export async function sendAlert(
  db: Database,
  mailer: Mailer,
  publicUrl: string,
  { orgId, alertId }: { orgId: string; alertId: string },
): Promise<'done' | 'skipped'> {
  const found = await db.as({ orgId }, async (tx) => {
    const alert = await repo.findAlert(tx, alertId)
    if (!alert) return 'skipped'
    if (alert.sent_at) return 'done'
    const call = await getCall(tx, alert.call_id)
    if (call.outcome !== 'missed') return 'skipped'
    return { siteId: call.siteId, letter: { id: alert.id, to: alert.email, ...missedCallLetter(call, publicUrl) } }
  })
  if (typeof found === 'string') return found
  await mailer.send(found.letter)
  await db.as({ orgId }, async (tx) => {
    await repo.setSent(tx, alertId)
    refresh(tx, 'calls', found.siteId)
  })
  return 'done'
}
