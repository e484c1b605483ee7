import { type Tx, uuidv7 } from '#kernel/db'
import { emit, published } from '#kernel/events'
import { enqueue } from '#kernel/jobs'
import type { Vault } from '#kernel/vault'
import { conflict, invalid, notFound } from '#shared/errors'
import * as messages from './message-repo.ts'
import { newSecret } from './signature.ts'
import * as repo from './webhook-repo.ts'

type Fields = { url: string; description: string; eventTypes: string[]; contact: string | null }
const topic = 'webhooks'
/** Each costs a message per event. */
const most = 50

/** @throws {DomainError} `webhook.not_found` (404). */
export async function getWebhook(tx: Tx, id: string): Promise<repo.WebhookRow> {
  const row = await repo.find(tx, id)
  if (!row) throw notFound('webhook', id)
  return row
}

/** What each is called where one chooses among them. */
export const listWebhookNames = async (tx: Tx): Promise<{ id: string; name: string }[]> =>
  (await repo.list(tx)).map(({ id, description, url }) => ({ id, name: description || url }))

/**
 * @returns its secret, which is not told again.
 * @throws {DomainError} `webhook.unknown_event_type` (422), `webhook.too_many` (409). Its address is checked by the caller, who may wait for names.
 */
export async function createWebhook(
  tx: Tx,
  vault: Vault,
  fields: Fields,
): Promise<{ webhook: repo.WebhookRow; secret: string }> {
  if ((await repo.count(tx)) >= most) throw conflict('webhook.too_many', { most })
  const [id, secret] = [uuidv7(), newSecret()]
  await repo.insert(tx, {
    id,
    url: fields.url,
    description: fields.description,
    event_types: knownTypes(fields.eventTypes),
    contact: fields.contact,
    secret: vault.seal(secret, purposeOf(id)),
  })
  await emit(tx, 'webhook.created', { webhookId: id }, topic)
  return { webhook: await getWebhook(tx, id), secret }
}

/** @throws {DomainError} `webhook.not_found` (404), and as {@link createWebhook}. */
export async function changeWebhook(tx: Tx, id: string, fields: Partial<Fields>): Promise<repo.WebhookRow> {
  await getWebhook(tx, id)
  const { eventTypes, ...others } = fields
  await repo.update(tx, id, { ...others, ...(eventTypes && { event_types: knownTypes(eventTypes) }) })
  await emit(tx, 'webhook.changed', { webhookId: id }, topic)
  return getWebhook(tx, id)
}

/** @throws {DomainError} `webhook.not_found` (404). */
export async function removeWebhook(tx: Tx, id: string): Promise<void> {
  if (!(await repo.remove(tx, id))) throw notFound('webhook', id)
  await emit(tx, 'webhook.removed', { webhookId: id }, topic)
}

/**
 * A new secret; the one before signs too until `keepOldHours` have passed, so that the receiver can change without
 * losing a message.
 * @throws {DomainError} `webhook.not_found` (404).
 */
export async function rotateSecret(
  tx: Tx,
  vault: Vault,
  id: string,
  keepOldHours: number,
  now = new Date(),
): Promise<{ webhook: repo.WebhookRow; secret: string }> {
  await getWebhook(tx, id)
  const secret = newSecret()
  const oldUntil = keepOldHours > 0 ? new Date(now.getTime() + keepOldHours * 3_600_000) : null
  await repo.setSecret(tx, id, vault.seal(secret, purposeOf(id)), oldUntil)
  await emit(tx, 'webhook.secret_rotated', { webhookId: id }, topic)
  return { webhook: await getWebhook(tx, id), secret }
}

/** @throws {DomainError} `webhook.not_found` (404). One that is off already stays as it is. */
export async function pauseWebhook(tx: Tx, id: string): Promise<repo.WebhookRow> {
  await disable(tx, id, null)
  return getWebhook(tx, id)
}

/** @throws {DomainError} `webhook.not_found` (404). One that is on stays as it is. */
export async function resumeWebhook(tx: Tx, id: string): Promise<repo.WebhookRow> {
  const { enabled } = await getWebhook(tx, id)
  if (!enabled) {
    await repo.setEnabled(tx, id)
    await emit(tx, 'webhook.resumed', { webhookId: id }, topic)
  }
  return getWebhook(tx, id)
}

/** Switches a webhook off: what waits has failed, and can be replayed. Its contact is written to, unless somebody did it. */
export async function disable(tx: Tx, id: string, because: 'gone' | 'failing' | null, at = new Date()): Promise<void> {
  const webhook = await repo.lock(tx, id)
  if (!webhook) throw notFound('webhook', id)
  if (!webhook.enabled) return
  await repo.setDisabled(tx, id, because, at)
  await messages.failWaiting(tx, id)
  await emit(tx, 'webhook.disabled', { webhookId: id, because }, topic)
  if (because) await enqueue(tx, 'webhooks.tell_disabled', { webhookId: id }, { key: `webhook disabled ${id}` })
}

const purposeOf = (id: string) => `webhook ${id}`

/** What signs a webhook's messages at an instant: its secret, and the one before while it is valid. */
export const secretsOf = (vault: Vault, id: string, { secret, ...old }: repo.Secrets, at: Date): string[] =>
  [secret, ...(old.old_secret && old.old_secret_until! > at ? [old.old_secret] : [])].map((sealed) =>
    vault.open(sealed, purposeOf(id)),
  )

/** Seals with the current key what is under an older one. @returns how many. */
export async function sealWebhooks(tx: Tx, vault: Vault): Promise<number> {
  const anew = (id: string, sealed: string) => vault.seal(vault.open(sealed, purposeOf(id)), purposeOf(id))
  const stale = (await repo.listSecrets(tx)).filter(
    ({ secret, old_secret }) => !vault.isCurrent(secret) || (old_secret && !vault.isCurrent(old_secret)),
  )
  for (const { id, secret, old_secret } of stale)
    await repo.replaceSecrets(tx, id, secret, {
      secret: anew(id, secret),
      old_secret: old_secret && anew(id, old_secret),
    })
  return stale.length
}

/** Without doubles. @throws {DomainError} `webhook.unknown_event_type` (422). */
function knownTypes(given: string[]): string[] {
  const known = new Set(published().map(({ type }) => type))
  const unknown = given.find((type) => !known.has(type))
  if (unknown !== undefined) throw invalid('webhook.unknown_event_type', { type: unknown })
  return [...new Set(given)]
}
