import type { Database, Tx } from '#kernel/db'
import { refresh } from '#kernel/events'
import { type Outgoing, OutgoingError } from '#kernel/outgoing'
import type { Vault } from '#kernel/vault'
import * as repo from './message-repo.ts'
import { isFailingForDays, nextAttempt } from './retries.ts'
import { disable, secretsOf } from './service.ts'
import { signedHeaders } from './signature.ts'
import * as webhooks from './webhook-repo.ts'

/** A receiver that has not answered by then has not received. */
const timeoutMs = 15_000
/** Asked at once of one receiver. */
const atOnce = 4
/** After that others have their turn, and a stop need not wait longer. */
const turnMs = 5000
const gone = 410

type Result = {
  at: Date
  durationMs: number
  /** Of the answer, or the reason for which there is none. */
  status: number | null
  reason: string | null
  retryAfter?: string
}

/**
 * The job that sends one webhook what is due. The receiver is asked outside any transaction; a crash between its answer
 * and our note asks it again under the same `webhook-id`. A job for each message would let one receiver that does not
 * answer hold every place; the queue's own queues start the next job a third of a second after the last (measured).
 */
export async function deliverDue(
  db: Database,
  { outgoing, vault }: { outgoing: Outgoing; vault: Vault },
  { orgId, webhookId }: { orgId: string; webhookId: string },
): Promise<void> {
  const end = performance.now() + turnMs
  while (performance.now() < end) {
    const { target, due } = await db.as({ orgId }, async (tx) => ({
      target: await webhooks.findTarget(tx, webhookId),
      due: await repo.listDue(tx, webhookId, atOnce),
    }))
    if (!target || due.length === 0) break
    if (!target.enabled) return void (await db.as({ orgId }, (tx) => repo.failWaiting(tx, webhookId)))
    const done = await Promise.allSettled(
      due.map(async (message) => {
        const at = new Date()
        const result = await ask(outgoing, target.url, message, secretsOf(vault, webhookId, target, at), at)
        await db.as({ orgId }, (tx) => note(tx, message, result))
      }),
    )
    for (const one of done) if (one.status === 'rejected') throw one.reason
  }
  await db.as({ orgId }, (tx) => repo.enqueueNext(tx, webhookId))
}

async function ask(
  outgoing: Outgoing,
  url: string,
  { id, body }: repo.Due,
  secrets: string[],
  at: Date,
): Promise<Result> {
  const began = performance.now()
  const took = () => Math.round(performance.now() - began)
  try {
    const { status, headers } = await outgoing.ask({
      url,
      body,
      headers: { 'user-agent': 'Visavis', ...signedHeaders(id, body, at, secrets) },
      maxBytes: 0, // nothing of an answer's body is read, hence shown
      timeoutMs,
    })
    return { at, durationMs: took(), status, reason: null, retryAfter: String(headers['retry-after'] ?? '') }
  } catch (error) {
    if (!(error instanceof OutgoingError)) throw error
    return { at, durationMs: took(), status: null, reason: error.code }
  }
}

async function note(tx: Tx, message: repo.Due, { at, durationMs, ...result }: Result): Promise<void> {
  const webhook = await webhooks.lock(tx, message.webhook_id)
  const counted = await repo.countAttempt(tx, message)
  if (!webhook || !counted) return
  const { status, reason } = result
  const arrived = status !== null && status >= 200 && status < 300
  await repo.insertAttempt(tx, { message_id: message.id, at, duration_ms: durationMs, status, reason })
  await webhooks.noteAttempt(tx, webhook.id, { at, status, reason, arrived })
  refresh(tx, 'webhooks')
  if (arrived) return void (await repo.setState(tx, message.id, 'delivered'))
  if (counted.state !== 'waiting') return // its webhook was switched off meanwhile
  const next = status === gone ? undefined : nextAttempt(counted.tries_left, at, Math.random(), result.retryAfter)
  if (next) return void (await repo.setNext(tx, message.id, next))
  await repo.setState(tx, message.id, 'failed')
  if (status === gone) await disable(tx, webhook.id, 'gone', at)
  else if (isFailingForDays(webhook.failing_since, at)) await disable(tx, webhook.id, 'failing', at)
}
