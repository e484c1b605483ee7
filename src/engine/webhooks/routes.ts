import type { FastifyInstance } from 'fastify'
import { readCursor, writeCursor } from '#kernel/db'
import { published } from '#kernel/events'
import { serve } from '#kernel/http'
import { type Language, say } from '#kernel/i18n'
import type { Outgoing } from '#kernel/outgoing'
import * as contract from './contract.ts'
import * as messageRepo from './message-repo.ts'
import * as messages from './messages.ts'
import * as policy from './policy.ts'
import * as service from './service.ts'
import * as repo from './webhook-repo.ts'

export const webhookRoutes = (outgoing: Outgoing) => async (app: FastifyInstance) => {
  const { vault } = app.house
  serve(app, contract.listEventTypes, policy.readWebhooks, async () => ({
    items: published().map(({ type, shape }) => ({ type, fields: Object.keys(shape.shape) })),
  }))
  serve(app, contract.listWebhooks, policy.readWebhooks, async (tx, _input, { language }) => ({
    items: (await repo.list(tx)).map((row) => toWebhook(row, language)),
  }))
  serve(
    app,
    contract.createWebhook,
    policy.manageWebhooks,
    async (tx, { body }, { language }) => {
      const { webhook, secret } = await service.createWebhook(tx, vault, body)
      return { ...toWebhook(webhook, language), secret }
    },
    ({ body }) => outgoing.check(body.url),
  )
  serve(
    app,
    contract.changeWebhook,
    policy.manageWebhooks,
    async (tx, { params, body }, { language, before }) => {
      before({ eventTypes: (await service.getWebhook(tx, params.id)).event_types })
      return toWebhook(await service.changeWebhook(tx, params.id, body), language)
    },
    async ({ body }) => {
      if (body.url !== undefined) await outgoing.check(body.url)
    },
  )
  serve(app, contract.removeWebhook, policy.manageWebhooks, async (tx, { params }) => {
    await service.removeWebhook(tx, params.id)
    return {}
  })
  serve(app, contract.rotateSecret, policy.manageWebhooks, async (tx, { params, body }, { language }) => {
    const { webhook, secret } = await service.rotateSecret(tx, vault, params.id, body.keepOldHours)
    return { ...toWebhook(webhook, language), secret }
  })
  serve(app, contract.tryWebhook, policy.manageWebhooks, async (tx, { params }, { language }) =>
    toMessage(await messages.tryWebhook(tx, params.id), language),
  )
  serve(app, contract.replayFailed, policy.manageWebhooks, async (tx, { params, body }) => ({
    messages: await messages.replayFailed(tx, params.id, new Date(body.since)),
  }))
  serve(app, contract.listMessages, policy.readWebhooks, async (tx, { query }, { language }) => {
    const before = query.cursor === undefined ? undefined : readCursor(query.cursor, 1)[0]
    const rows = await messageRepo.list(tx, query, before, query.limit + 1)
    const items = rows.slice(0, query.limit)
    return {
      items: items.map((row) => toMessage(row, language)),
      next: rows.length > query.limit ? writeCursor([items.at(-1)!.id]) : null,
    }
  })
  serve(app, contract.getMessage, policy.readWebhooks, async (tx, { params }, { language }) => {
    const row = await messages.getMessage(tx, params.id)
    const attempts = await messageRepo.listAttempts(tx, params.id)
    return {
      ...toMessage(row, language),
      body: row.body,
      log: attempts.map(({ duration_ms, ...attempt }) => ({
        ...toOutcome(attempt, language),
        durationMs: duration_ms,
      })),
    }
  })
  serve(app, contract.replayMessage, policy.manageWebhooks, async (tx, { params }, { language }) =>
    toMessage(await messages.replayMessage(tx, params.id), language),
  )
  serve(app, contract.pauseWebhook, policy.manageWebhooks, async (tx, { params }, { language }) =>
    toWebhook(await service.pauseWebhook(tx, params.id), language),
  )
  serve(app, contract.resumeWebhook, policy.manageWebhooks, async (tx, { params }, { language }) =>
    toWebhook(await service.resumeWebhook(tx, params.id), language),
  )
}

const toWebhook = (row: repo.WebhookRow, language: Language): contract.Webhook => ({
  id: row.id,
  url: row.url,
  description: row.description,
  eventTypes: row.event_types,
  contact: row.contact,
  enabled: row.enabled,
  disabledAt: row.disabled_at?.toISOString() ?? null,
  disabledBecause: row.disabled_because as contract.Webhook['disabledBecause'],
  failingSince: row.failing_since?.toISOString() ?? null,
  oldSecretUntil: row.old_secret_until && row.old_secret_until > new Date() ? row.old_secret_until.toISOString() : null,
  last:
    row.last_attempt_at &&
    toOutcome({ at: row.last_attempt_at, status: row.last_status, reason: row.last_reason }, language),
  waiting: row.waiting,
  createdAt: row.created_at.toISOString(),
})

const toMessage = (row: messageRepo.MessageRow, language: Language): contract.WebhookMessage => ({
  id: row.id,
  webhookId: row.webhook_id,
  type: row.type,
  state: row.state as contract.MessageState,
  createdAt: row.created_at.toISOString(),
  attempts: row.attempts,
  nextAttemptAt: row.next_attempt_at?.toISOString() ?? null,
  last: row.last_at && toOutcome({ at: row.last_at, status: row.last_status, reason: row.last_reason }, language),
})

const toOutcome = (
  { at, status, reason }: { at: Date; status: number | null; reason: string | null },
  language: Language,
): contract.Outcome => ({
  at: at.toISOString(),
  status,
  reason: reason === null ? null : { code: reason, message: say(language, `errors.${reason}`) },
})
