import type { z } from 'zod'
import { announce, type Tx } from '#kernel/db'
import { notFound } from '#shared/errors'
import type { Event } from './event.ts'
import { emitEvent, findEvent, setDepth } from './repo.ts'

export type { Event } from './event.ts'
export { currentDepth, type EventCursor, findEvent, findEvents, listEvents, setDepth } from './repo.ts'

/** May run twice: it must then change nothing. */
export type Reader = (tx: Tx, event: Event) => Promise<void>

/** Who reads which event. Filled once, by house.ts, before the first `emit`. */
const readers = new Map<string, { type: string; read: Reader }>()

/** Which of the facts say what an event is about: names of fields of its shape. */
export type About<Field extends string = string> = {
  /** What the locales call its facts, `facts.<noun>`; by default the first word of its type. */
  noun?: string
  /** Several events with the same value here tell of one thing, upon which a rule acts once. By default each is one. */
  subject?: Field
  interaction?: Field
  site?: Field
  timeZone?: Field
  /** When it took place, the first that is known: an import tells of what is long past. */
  at?: Field[]
  /** What a list calls it, the first that is known. */
  title?: Field[]
  /** Where the web app shows it, such as `/appels/{id}`. */
  path?: string
  /** What an id names, such as `campaign`: one of it can be chosen. */
  choices?: Partial<Record<Field, string>>
}

type Facts = Record<string, unknown>

/** An event that rules and webhooks may listen to: `read` gives what they are told, of the latest state, undefined when it is gone. */
export type Published = {
  type: string
  shape: z.ZodObject
  about: About
  read: (tx: Tx, event: Event) => Promise<Facts | undefined>
  /** As `read`, of many at once, in their order. */
  readMany: (tx: Tx, events: Event[]) => Promise<(Facts | undefined)[]>
}
const catalogue = new Map<string, Published>()

/** Opens a type of event to rules and webhooks, with the shape of what they are told. Its type is kept for ever. */
export function publish<S extends z.ZodObject>(
  type: string,
  shape: S,
  read: (tx: Tx, event: Event) => Promise<z.output<S> | undefined>,
  {
    about = {},
    readMany = async (tx, events) => {
      const facts: (z.output<S> | undefined)[] = []
      for (const event of events) facts.push(await read(tx, event))
      return facts
    },
  }: {
    about?: About<keyof z.output<S> & string>
    readMany?: (tx: Tx, events: Event[]) => Promise<(z.output<S> | undefined)[]>
  } = {},
) {
  catalogue.set(type, { type, shape, about, read, readMany })
}

export const published = (): Published[] => [...catalogue.values()]

/**
 * Registers a reader of events of a type; `heard`: of those published ones to which somebody of the organisation listens,
 * as core.listener says. `name` stands there and in waiting jobs, so it is kept for ever.
 */
export function onEvent(type: string, name: string, read: Reader) {
  readers.set(name, { type, read })
}

/**
 * Tells an event in the transaction in which it happens: kept, and each of its readers gets a job, if and only if it commits.
 * @param data ids and facts; its `siteId`, if it has one, says which site it is about: screens of other sites do not hear.
 * @param topic what the screens showing it are subscribed to.
 */
export async function emit(
  tx: Tx,
  type: string,
  data: Record<string, unknown>,
  topic: string | null = null,
): Promise<void> {
  const those = (wanted: string) => [...readers].flatMap(([name, reader]) => (reader.type === wanted ? [name] : []))
  await emitEvent(tx, type, data, those(type), catalogue.has(type) ? those('heard') : [])
  if (topic !== null) refresh(tx, topic, typeof data.siteId === 'string' ? data.siteId : null)
}

/**
 * Tells open screens to read a topic again once this transaction has committed.
 * @param siteId which site it is about; without it, those who see some sites only do not hear.
 */
export const refresh = (tx: Tx, topic: string, siteId: string | null = null): void => announce(tx, { topic, siteId })

/** The job behind {@link emit}: one reader, one event, one transaction. */
export async function react(tx: Tx, { eventId, reader }: { eventId: string; reader: string }): Promise<void> {
  const found = readers.get(reader)
  if (!found) throw notFound('reader', reader)
  const told = await findEvent(tx, eventId)
  if (!told) return
  const { depth, ...event } = told
  if (depth > 0) await setDepth(tx, depth)
  await found.read(tx, event)
}
