import { z } from 'zod'
import { type ActionKind, addressesOf, missingMembers, Recipients } from '#engine/rules'
import { claimAlert, sendAlert } from './alerts.ts'

const settings = z.object({ to: Recipients })

/** The letter of a missed call, with its journey: at most one per call and address, whichever rules ask for it. */
export const missedCallLetterAction: ActionKind<typeof settings> = {
  kind: 'missed_call_letter',
  settings,
  inputs: { to: 'recipients' },
  fits: ({ type }) => type === 'call.tracked',
  missing: missingMembers,
  targets: addressesOf,
  later: async (db, { orgId, effectId, target, event }, { mailer, publicUrl }) => {
    const claim = { id: effectId, callId: String(event.data.callId), email: target }
    const isOurs = await db.as({ orgId }, (tx) => claimAlert(tx, claim))
    return isOurs ? sendAlert(db, mailer, publicUrl, { orgId, alertId: effectId }) : 'skipped'
  },
}
