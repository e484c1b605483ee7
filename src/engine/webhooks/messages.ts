import { randomUUID } from 'node:crypto'
import type { Tx } from '#kernel/db'
import { type Event, published, refresh } from '#kernel/events'
import { conflict, notFound } from '#shared/errors'
import * as repo from './message-repo.ts'
import { allTries } from './retries.ts'
import { getWebhook } from './service.ts'

const topic = 'webhooks'
const keptDays = 30
const dayMs = 86_400_000
export const trialType = 'webhook.trial'

/** Reader of every published event: each webhook subscribed to it is told once, of the state that it has now. */
export async function tellWebhooks(tx: Tx, event: Event): Promise<void> {
  const { type, at } = event
  const known = published().find((one) => one.type === type)
  if (!known || !(await repo.isSubscribed(tx, type))) return
  const facts = await known.read(tx, event)
  if (!facts) return
  // What the shape does not name does not leave the house.
  const body = bodyOf(type, at, known.shape.parse(facts))
  const made = await repo.insertForAll(tx, { key: `event ${event.id}`, type, body, tries: allTries })
  if (made > 0) await kept(tx)
}

/**
 * Tells one webhook something else than an event it is subscribed to, such as what a rule has found. The same `key`
 * again is the same message: it is not sent twice.
 * @throws {DomainError} `webhook.not_found` (404), `webhook.disabled` (409).
 */
export async function sendMessage(
  tx: Tx,
  webhookId: string,
  { type, data, key }: { type: string; data: Record<string, unknown>; /** At most 180 characters. */ key: string },
  at = new Date(),
): Promise<{ id: string; isNew: boolean }> {
  await enabledWebhook(tx, webhookId)
  return insert(tx, webhookId, { type, body: bodyOf(type, at, data), key: `sent ${key}`, tries: allTries })
}

/** A message that says that it is a trial, sent once. @throws as {@link sendMessage}. */
export async function tryWebhook(tx: Tx, webhookId: string, now = new Date()): Promise<repo.MessageRow> {
  await enabledWebhook(tx, webhookId)
  const body = bodyOf(trialType, now, { webhookId })
  const { id } = await insert(tx, webhookId, { type: trialType, body, key: `trial ${randomUUID()}`, tries: 1 })
  return getMessage(tx, id)
}

/** @throws {DomainError} `webhook_message.not_found` (404). */
export async function getMessage(tx: Tx, id: string): Promise<repo.MessageRow> {
  const row = await repo.find(tx, id)
  if (!row) throw notFound('webhook_message', id)
  return row
}

/** Sends a message again under its id, delivered or not. @throws {DomainError} `webhook_message.not_found` (404), `webhook.disabled` (409). */
export async function replayMessage(tx: Tx, id: string): Promise<repo.MessageRow> {
  const { webhook_id, type } = await getMessage(tx, id)
  await enabledWebhook(tx, webhook_id)
  await repo.replayOne(tx, id, type === trialType ? 1 : allTries)
  refresh(tx, topic)
  return getMessage(tx, id)
}

/** Sends again all that failed since an instant. @returns how many. @throws {DomainError} `webhook.not_found` (404), `webhook.disabled` (409). */
export async function replayFailed(tx: Tx, webhookId: string, since: Date): Promise<number> {
  await enabledWebhook(tx, webhookId)
  const replayed = await repo.replayFailed(tx, webhookId, since, allTries)
  refresh(tx, topic)
  return replayed
}

/** The job that forgets messages with their log. */
export const purgeMessages = (tx: Tx, now = new Date()): Promise<number> =>
  repo.removeBefore(tx, new Date(now.getTime() - keptDays * dayMs))

async function insert(tx: Tx, webhookId: string, message: Parameters<typeof repo.insertForOne>[2]) {
  const id = await repo.insertForOne(tx, webhookId, message)
  if (id === undefined) return { id: (await repo.findByKey(tx, webhookId, message.key))!, isNew: false }
  await kept(tx)
  return { id, isNew: true }
}

/** Made today: shown, and removed when their time has passed. */
async function kept(tx: Tx, now = new Date()) {
  const day = now.toISOString().slice(0, 10)
  await repo.enqueuePurge(tx, day, new Date(Date.parse(day) + (keptDays + 1) * dayMs))
  refresh(tx, topic)
}

async function enabledWebhook(tx: Tx, id: string): Promise<void> {
  const { enabled } = await getWebhook(tx, id)
  if (!enabled) throw conflict('webhook.disabled', { id })
}

/** In the order of the convention: what happened, when, what of. */
const bodyOf = (type: string, at: Date, data: unknown) => JSON.stringify({ type, timestamp: at.toISOString(), data })
