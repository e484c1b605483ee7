import { createRule, listRules, removeRule } from '#engine/rules'
import type { Rule } from '#engine/rules/contract'
import type { Tx } from '#kernel/db'
import { say } from '#kernel/i18n'
import { notFound } from '#shared/errors'
import type { AlertRecipient } from './contract.ts'

/** Its rules are those of this screen: one address, every site or one. The database holds that each is there once. */
const keyPrefix = 'missed_call:'
/** A telephone system that fails misses every call: its letters are the alarm. */
const mostLettersPerHour = 1000

export const listRecipients = async (tx: Tx): Promise<AlertRecipient[]> =>
  (await listRules(tx, 'fr', keyPrefix))
    .map(toRecipient)
    .toSorted((a, b) => a.email.localeCompare(b.email) || a.id.localeCompare(b.id))

/** @throws {DomainError} `value.taken` (409) for an address chosen already, `reference.unknown` (422) for a site. */
export async function addRecipient(
  tx: Tx,
  { email, siteId }: { email: string; siteId: string | null },
): Promise<AlertRecipient> {
  const { id } = await createRule(
    tx,
    {
      name: say('fr', 'calls.alerts.ruleName', { email: email.slice(0, 90) }),
      on: 'call.tracked',
      siteId,
      condition: { match: 'all', tests: [{ field: 'outcome', is: 'is', value: 'missed' }] },
      actions: [{ kind: 'missed_call_letter', settings: { to: [email] } }],
      maxPerHour: mostLettersPerHour,
    },
    { key: keyPrefix + email },
  )
  return { id, email, siteId, enabled: true }
}

/** @throws {DomainError} `alert_recipient.not_found` (404). */
export async function removeRecipient(tx: Tx, id: string): Promise<void> {
  if (!(await listRecipients(tx)).some((one) => one.id === id)) throw notFound('alert_recipient', id)
  await removeRule(tx, id)
}

function toRecipient({ id, siteId, actions, enabled }: Rule): AlertRecipient {
  const [email] = (actions[0]!.settings as { to: string[] }).to
  return { id, email: email!, siteId, enabled }
}
