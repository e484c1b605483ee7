import { z } from 'zod'
import { listWebhookNames, sendMessage } from '#engine/webhooks'
import type { ActionKind } from '../action.ts'

const settings = z.object({ webhookId: z.uuid() })

/** Tells a webhook what was found, as a message of the type `rule.fired`, whatever events it is subscribed to. */
export const webhookAction: ActionKind<typeof settings> = {
  kind: 'webhook',
  settings,
  inputs: { webhookId: 'webhook' },
  missing: async (tx, { webhookId }) =>
    (await listWebhookNames(tx)).some(({ id }) => id === webhookId) ? [] : [{ path: 'webhookId', code: 'rule.gone' }],
  now: async (tx, { settings, effectId, ruleId, event, published, facts }) => {
    // What the shape does not name does not leave the house.
    const data = { ruleId, event: event.type, facts: published.shape.parse(facts) }
    await sendMessage(tx, settings.webhookId, { type: 'rule.fired', data, key: `rule effect ${effectId}` })
  },
}
