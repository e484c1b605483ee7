import { z } from 'zod'
import { Email } from '#kernel/auth/contract'
import { Empty, endpoint, IdParams, page, PageQuery } from '#shared/endpoint'

/** What came of asking a receiver: its status, or why there is none. */
export const Outcome = z.object({
  at: z.iso.datetime(),
  /** Of the receiver's answer; null when it gave none. */
  status: z.number().int().nullable(),
  /** Why it gave none: a code, and its sentence in the reader's language. */
  reason: z.object({ code: z.string(), message: z.string() }).nullable(),
})
export type Outcome = z.output<typeof Outcome>

/** Another system that is told what happens here. Its secret is shown once and never again. */
export const Webhook = z.object({
  id: z.uuid(),
  url: z.string(),
  description: z.string(),
  eventTypes: z.array(z.string()),
  /** Who is written to when it is switched off because it does not answer. */
  contact: z.string().nullable(),
  enabled: z.boolean(),
  disabledAt: z.iso.datetime().nullable(),
  /** `gone`: it answered 410; `failing`: nothing has arrived for days; null when somebody switched it off. */
  disabledBecause: z.enum(['gone', 'failing']).nullable(),
  /** Nothing has arrived since then; null while all is well. */
  failingSince: z.iso.datetime().nullable(),
  /** Until then the secret before this one signs too; null when there is none. */
  oldSecretUntil: z.iso.datetime().nullable(),
  last: Outcome.nullable(),
  /** Messages to be sent yet. */
  waiting: z.number().int(),
  createdAt: z.iso.datetime(),
})
export type Webhook = z.output<typeof Webhook>

export const MessageState = z.enum(['waiting', 'delivered', 'failed'])
export type MessageState = z.output<typeof MessageState>

/** What a receiver is told, once. */
export const WebhookMessage = z.object({
  /** Also its `webhook-id` header: the same at each attempt, so that the receiver knows a repetition. */
  id: z.uuid(),
  webhookId: z.uuid(),
  type: z.string(),
  state: MessageState,
  createdAt: z.iso.datetime(),
  attempts: z.number().int(),
  /** While waiting. */
  nextAttemptAt: z.iso.datetime().nullable(),
  last: Outcome.nullable(),
})
export type WebhookMessage = z.output<typeof WebhookMessage>

export const WebhookMessageDetail = WebhookMessage.extend({
  /** The bytes that are signed. */
  body: z.string(),
  /** Oldest first. */
  log: z.array(Outcome.extend({ durationMs: z.number().int() })),
})
export type WebhookMessageDetail = z.output<typeof WebhookMessageDetail>

/** An event that other systems may be told. */
export const EventType = z.object({
  /** Kept for ever, such as `call.tracked`. */
  type: z.string(),
  /** Names of the facts that its `data` tells; their shapes are in `webhooks` of /api/openapi.json. */
  fields: z.array(z.string()),
})
export type EventType = z.output<typeof EventType>

const Url = z.string().trim().min(1).max(2000)
const Description = z.string().trim().max(120)
const EventTypes = z.array(z.string().max(80)).min(1).max(100)
const Secret = z.object({ /** `whsec_…`, shown this once. */ secret: z.string() })

const tag = 'Webhooks'
export const listEventTypes = endpoint({
  method: 'GET',
  path: '/api/event-types',
  tag,
  summary: 'List the events that webhooks may be told',
  reply: z.object({ items: z.array(EventType) }),
})
export const listWebhooks = endpoint({
  method: 'GET',
  path: '/api/webhooks',
  tag,
  summary: 'List the webhooks, each with how it fares',
  reply: z.object({ items: z.array(Webhook) }),
})
export const createWebhook = endpoint({
  method: 'POST',
  path: '/api/webhooks',
  tag,
  status: 201,
  summary: 'Tell another system what happens; the secret that signs it is shown this once',
  body: z.object({
    url: Url,
    description: Description.default(''),
    eventTypes: EventTypes,
    contact: Email.nullable().default(null),
  }),
  settings: ['eventTypes'],
  shownOnce: true,
  reply: Webhook.extend(Secret.shape),
})
export const changeWebhook = endpoint({
  method: 'PATCH',
  path: '/api/webhooks/:id',
  tag,
  summary: 'Change a webhook: what is left out stays as it is',
  params: IdParams,
  body: z.object({
    url: Url.optional(),
    description: Description.optional(),
    eventTypes: EventTypes.optional(),
    contact: Email.nullable().optional(),
  }),
  settings: ['eventTypes'],
  reply: Webhook,
})
export const pauseWebhook = endpoint({
  method: 'PUT',
  path: '/api/webhooks/:id/pause',
  tag,
  summary: 'Switch a webhook off: what waits fails, what happens meanwhile is not told',
  params: IdParams,
  reply: Webhook,
})
export const resumeWebhook = endpoint({
  method: 'DELETE',
  path: '/api/webhooks/:id/pause',
  tag,
  summary: 'Switch a webhook on again',
  params: IdParams,
  reply: Webhook,
})
export const removeWebhook = endpoint({
  method: 'DELETE',
  path: '/api/webhooks/:id',
  tag,
  summary: 'Remove a webhook, with its messages and their log',
  params: IdParams,
  reply: Empty,
})
export const rotateSecret = endpoint({
  method: 'POST',
  path: '/api/webhooks/:id/secrets',
  tag,
  status: 201,
  summary: 'Give a webhook a new secret, shown this once; the one before signs too for the hours asked for',
  params: IdParams,
  body: z.object({ keepOldHours: z.number().int().min(0).max(168).default(24) }),
  settings: ['keepOldHours'],
  shownOnce: true,
  reply: Webhook.extend(Secret.shape),
})
export const tryWebhook = endpoint({
  method: 'POST',
  path: '/api/webhooks/:id/trials',
  tag,
  status: 201,
  summary: 'Send a message of type `webhook.trial`, once',
  params: IdParams,
  reply: WebhookMessage,
})
export const replayFailed = endpoint({
  method: 'POST',
  path: '/api/webhooks/:id/replays',
  tag,
  summary: 'Send again all that failed since an instant',
  params: IdParams,
  body: z.object({ since: z.iso.datetime() }),
  reply: z.object({ /** How many are sent again. */ messages: z.number().int() }),
})

export const MessageFilter = z.object({
  webhookId: z.uuid().optional(),
  state: MessageState.optional(),
  type: z.string().max(80).optional(),
})
export type MessageFilter = z.output<typeof MessageFilter>
export const listMessages = endpoint({
  method: 'GET',
  path: '/api/webhook-messages',
  tag,
  summary: 'List the messages of the last 30 days, newest first: the delivery log',
  query: MessageFilter.extend(PageQuery.shape),
  reply: page(WebhookMessage),
})
export const getMessage = endpoint({
  method: 'GET',
  path: '/api/webhook-messages/:id',
  tag,
  summary: 'One message: what it says, and each attempt',
  params: IdParams,
  reply: WebhookMessageDetail,
  sees: 'people',
})
export const replayMessage = endpoint({
  method: 'PUT',
  path: '/api/webhook-messages/:id/replay',
  tag,
  summary: 'Send a message again, under the same id',
  params: IdParams,
  reply: WebhookMessage,
})
