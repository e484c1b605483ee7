import type { Tx } from '#kernel/db'
import { notFound } from '#shared/errors'
import type { Event } from './event.ts'
import { emitEvent, findEvent, refreshTopic } from './repo.ts'

export type { Event } from './event.ts'

/** May run twice: it must then change nothing. */
export type Reader = (tx: Tx, event: Event) => Promise<void>

/** Who reads which event. Filled once, by main.ts, before the first `emit`. */
const readers = new Map<string, { type: string; read: Reader }>()

/** Registers a reader of events of a type; `name` stands in waiting jobs, so it is kept for ever. */
export function onEvent(type: string, name: string, read: Reader) {
  readers.set(name, { type, read })
}

/**
 * Tells an event in the transaction in which it happens: kept, and each of its readers gets a job, if and only if it commits.
 * @param topic what the screens showing it are subscribed to.
 */
export async function emit(
  tx: Tx,
  type: string,
  data: Record<string, unknown>,
  topic: string | null = null,
): Promise<void> {
  const names = [...readers].filter(([, reader]) => reader.type === type).map(([name]) => name)
  await emitEvent(tx, type, data, names, topic)
}

/** Tells open screens to read a topic again once this transaction has committed. */
export async function refresh(tx: Tx, topic: string): Promise<void> {
  await refreshTopic(tx, topic)
}

/** The job behind {@link emit}: one reader, one event, one transaction. */
export async function react(tx: Tx, { eventId, reader }: { eventId: string; reader: string }): Promise<void> {
  const found = readers.get(reader)
  if (!found) throw notFound('reader', reader)
  const event = await findEvent(tx, eventId)
  if (event) await found.read(tx, event)
}
