import { createHash } from 'node:crypto'
import type { Actor, Database, Tx } from '#kernel/db'
import { emit, refresh } from '#kernel/events'
import { say } from '#kernel/i18n'
import { enqueue } from '#kernel/jobs'
import { conflict, DomainError, notFound } from '#shared/errors'
import type { RefusedDelivery } from './contract.ts'
import * as repo from './repo.ts'

/** Understands deliveries of one source, in the transaction that marks them done. Its result is what the sender is told. */
export type Handler = (
  tx: Tx,
  delivery: { body: string; context: Record<string, unknown>; receivedAt: Date },
) => Promise<unknown>

const handlers = new Map<string, Handler>()

/** Registers who understands a source; `main.ts` does it before anything is received. */
export const onDelivery = (source: string, handle: Handler) => void handlers.set(source, handle)

/**
 * Keeps what came from outside, as it came, before anything is made of it. The same again (equal `key`, by default
 * equal content) is the same delivery.
 */
export async function receive(
  tx: Tx,
  input: { source: string; context: Record<string, unknown>; body: string; key?: string },
): Promise<{ id: string; isNew: boolean }> {
  const context = JSON.stringify(input.context)
  const key = input.key ?? createHash('sha256').update(context).update('\n').update(input.body).digest('base64url')
  // PostgreSQL's text cannot hold the null character; nothing we receive has a use for it.
  const body = input.body.replaceAll('\0', '\uFFFD')
  const delivery = await repo.insert(tx, { source: input.source, key, context, body })
  if (delivery) return { id: delivery.id, isNew: true }
  return { id: (await repo.findByKey(tx, input.source, key))!.id, isNew: false }
}

/** Keeps something already known to be beyond understanding, with its reason. @returns false when it came before. */
export async function quarantine(tx: Tx, input: Parameters<typeof receive>[1], reason: DomainError): Promise<boolean> {
  const { id, isNew } = await receive(tx, input)
  if (isNew) await refuse(tx, id, reason)
  return isNew
}

const unkept = new WeakSet<Tx>()
/** Has the delivery that this transaction makes something of be forgotten: whoever it is about objects to being known. */
export const forgetDelivery = (tx: Tx) => void unkept.add(tx)

/** Has a delivery processed by a job, at once after this transaction. */
export const settleLater = (tx: Tx, id: string) => enqueue(tx, 'intake.settle', { deliveryId: id })

/**
 * Processes a delivery now; processing it again when it is done gives its result again and changes nothing.
 * @throws {DomainError} its reason, once it is in the quarantine with it; `delivery.forgotten` (410) for one whose content is
 *   no longer kept.
 */
export async function settle<T>(db: Database, actor: Actor, id: string): Promise<T> {
  try {
    return await db.as(actor, async (tx) => {
      const delivery = await repo.lock(tx, id)
      if (!delivery) throw new Unknown()
      if (delivery.state === 'done' && delivery.body === '') throw new DomainError(410, 'delivery.forgotten')
      const result = await handlers.get(delivery.source)!(tx, {
        body: delivery.body,
        context: delivery.context,
        receivedAt: delivery.received_at,
      })
      if (delivery.state !== 'done') await repo.setState(tx, id, 'done', null)
      if (unkept.has(tx)) await repo.forget(tx, id)
      if (delivery.state === 'refused') refresh(tx, 'deliveries')
      return result as T
    })
  } catch (error) {
    if (error instanceof Unknown) throw notFound('delivery', id)
    if (error instanceof DomainError) await db.as(actor, (tx) => refuse(tx, id, error))
    throw error
  }
}

class Unknown extends Error {}

async function refuse(tx: Tx, id: string, { code, params }: DomainError) {
  const delivery = await repo.lock(tx, id)
  if (!delivery || delivery.state === 'done') return
  await repo.setState(tx, id, 'refused', { code, params })
  await emit(tx, 'delivery.refused', { deliveryId: id, code }, 'deliveries')
}

/** The job of {@link settleLater}: a refusal ends in the quarantine; anything else is tried again by the queue. */
export async function settleInJob(db: Database, actor: Actor, id: string): Promise<void> {
  await settle(db, actor, id).catch((error: unknown) => {
    if (!(error instanceof DomainError)) throw error
  })
}

/**
 * @param note called in a transaction that commits before anything is tried.
 * @throws {DomainError} `delivery.not_found` (404), `delivery.already_done` (409).
 */
export async function retry(
  db: Database,
  actor: Actor,
  id: string,
  note: (tx: Tx) => Promise<void>,
): Promise<repo.DeliveryRow> {
  await db.as(actor, async (tx) => {
    const found = await repo.lock(tx, id)
    if (!found) throw notFound('delivery', id)
    if (found.state === 'done') throw conflict('delivery.already_done', { id })
    await note(tx)
  })
  await settleInJob(db, actor, id)
  return (await db.as(actor, (tx) => repo.lock(tx, id)))!
}

/** Undefined when it is gone. */
export async function findRefused(tx: Tx, id: string): Promise<RefusedDelivery | undefined> {
  const row = await repo.lock(tx, id)
  return (
    row && {
      id: row.id,
      source: row.source,
      receivedAt: row.received_at.toISOString(),
      state: row.state,
      code: row.reason_code,
      reason: row.reason_code && say('fr', `errors.${row.reason_code}`, row.reason_params ?? {}),
    }
  )
}
