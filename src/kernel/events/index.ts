import type { z } from 'zod'
import type { Tx } from '#kernel/db'
import { notFound } from '#shared/errors'
import type { Event } from './event.ts'
import { emitEvent, findEvent, refreshTopic } from './repo.ts'

export type { Event } from './event.ts'

/** May run twice: it must then change nothing. */
export type Reader = (tx: Tx, event: Event) => Promise<void>

/** Who reads which event. Filled once, by house.ts, before the first `emit`. */
const readers = new Map<string, { type: string; read: Reader }>()

/** An event that rules and webhooks may listen to: `read` gives what they are told, of the latest state, undefined when it is gone. */
export type Published = {
  type: string
  shape: z.ZodObject
  read: (tx: Tx, event: Event) => Promise<Record<string, unknown> | undefined>
}
const catalogue = new Map<string, Published>()

/** Opens a type of event to rules and webhooks, with the shape of what they are told. Its type is kept for ever. */
export function publish<S extends z.ZodObject>(
  type: string,
  shape: S,
  read: (tx: Tx, event: Event) => Promise<z.output<S> | undefined>,
) {
  catalogue.set(type, { type, shape, read })
}

export const published = (): Published[] => [...catalogue.values()]

/** Registers a reader of events of a type, `*` for every published one; `name` stands in waiting jobs, so it is kept for ever. */
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
  const names = [...readers]
    .filter(([, reader]) => reader.type === type || (reader.type === '*' && catalogue.has(type)))
    .map(([name]) => name)
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
