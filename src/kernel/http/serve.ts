import { z } from 'zod'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { audit } from '#kernel/audit'
import { type Caller, findPerson, type Person, type Right } from '#kernel/auth'
import type { Tx } from '#kernel/db'
import type { Endpoint, Input, Reply } from '#shared/endpoint'
import { DomainError, forbidden } from '#shared/errors'
import { languageOf, type Language } from '#kernel/i18n'
import { authenticate } from './authenticate.ts'
import { asked, changes, type Note, openNote, reading, showsPeople } from './audited.ts'
import { Answer, creates, type Creation, creationOf, keep, once, recall } from './creation.ts'
import { readExactly, readInput } from './input.ts'
import { sessionOf } from './session-cookies.ts'

/** Whatever a handler may need beside its input. */
type Around = { caller: Caller; language: Language; request: FastifyRequest; reply: FastifyReply } & Pick<
  Note,
  'audit' | 'before'
>

/** `found`: what was found out before the transaction. */
type InTransaction<E, Found> = (tx: Tx, input: Input<E>, around: Around, found: Found) => Promise<Reply<E>>

/**
 * Serves an endpoint to whoever has the right, in one transaction of the caller's organisation. What it changes is in
 * the audit log; what it creates is created once for an `Idempotency-Key`.
 * @param before what must not be waited for within the transaction, such as a name's address; it changes nothing.
 */
export function serve<E extends Endpoint, Found = undefined>(
  app: FastifyInstance,
  endpoint: E,
  right: Right,
  handle: InTransaction<E, Found>,
  before?: (input: Input<E>) => Promise<Found>,
) {
  const { db } = app.house
  serveCallers(app, endpoint, right, async (input, around, creation) => {
    const found = (await before?.(input)) as Found
    return db.as(around.caller, (tx) =>
      once(tx, creation, () => noted(tx, endpoint, around, handle(tx, input, around, found))),
    )
  })
}

/** The same for what is behind the gate, such as API keys: the application's role does not reach it. */
export function serveAtGate<E extends Endpoint, Found = undefined>(
  app: FastifyInstance,
  endpoint: E,
  right: Right,
  handle: InTransaction<E, Found>,
  before?: (input: Input<E>) => Promise<Found>,
) {
  const { db } = app.house
  serveCallers(app, endpoint, right, async (input, around, creation) => {
    const found = (await before?.(input)) as Found
    return db.atGate(
      (tx) => once(tx, creation, () => noted(tx, endpoint, around, handle(tx, input, around, found))),
      around.caller,
    )
  })
}

async function noted<T>(tx: Tx, endpoint: Endpoint, { audit }: Around, handled: Promise<T>): Promise<T> {
  const result = await handled
  if (changes(endpoint)) await audit(tx, idOf(result))
  return result
}

/**
 * The same for a handler of several transactions, one after the other: two at once would starve the pool. One that
 * changes something calls `audit` in the first transaction that does. One that creates does so twice without harm: its
 * reply is kept in a transaction of its own, after the creation.
 */
export function serveSteps<E extends Endpoint>(
  app: FastifyInstance,
  endpoint: E,
  right: Right,
  handle: (input: Input<E>, around: Around) => Promise<Reply<E>>,
) {
  const { db, lateReplies } = app.house
  if (creates(endpoint)) lateReplies.add(`${endpoint.method} ${endpoint.path}`)
  serveCallers(app, endpoint, right, async (input, around, creation) => {
    if (!creation) return handle(input, around)
    const before = await db.as(around.caller, (tx) => recall(tx, creation))
    if (before) return before
    const result = await handle(input, around)
    // Of two at once, the reply kept first is the reply of both.
    return db.as(around.caller, async (tx) => (await recall(tx, creation)) ?? keep(tx, creation, result))
  })
}

function serveCallers<E extends Endpoint>(
  app: FastifyInstance,
  endpoint: E,
  right: Right,
  handle: (input: Input<E>, around: Around, creation: Creation | undefined) => Promise<Reply<E> | Answer>,
) {
  const { db, readings, lateNotes } = app.house
  route(app, endpoint, right, async (raw, request, reply) => {
    const caller = await authenticate(request)
    try {
      refuseForgery(request)
      if (!caller.rights.has(right.name)) throw new DomainError(403, 'right.missing', { right: right.name })
      const input = read(endpoint, raw)
      const creation = creationOf(endpoint, caller, request.headers['idempotency-key'], input)
      const note = openNote(endpoint, request, caller, input)
      const seen = showsPeople(endpoint, input.query) && reading(endpoint, request, caller, input.query)
      // What leaves the house as a file is written down before; one thing, once it is known to be the caller's to see.
      const isOne = endpoint.path.includes(':')
      if (seen && endpoint.produces && !isOne) await db.atGate((tx) => audit(tx, seen))
      const language = languageOf(request.headers['accept-language'])
      const around = { caller, language, request, reply, audit: note.audit, before: note.before }
      const result = await handle(input, around, creation)
      if (changes(endpoint) && !note.isWritten() && !(result instanceof Answer && result.isReplay)) {
        lateNotes.add(`${endpoint.method} ${endpoint.path}`)
        await db.as(caller, (tx) => note.audit(tx, idOf(result)))
      }
      if (seen && endpoint.produces && isOne) await db.atGate((tx) => audit(tx, seen))
      if (seen && !endpoint.produces) readings.note(seen)
      return result
    } catch (error) {
      if (error instanceof DomainError && error.status === 403)
        readings.note({ ...asked(endpoint, request, caller), kind: 'refusal', outcome: error.code })
      throw error
    }
  })
}

const idOf = (result: unknown): string | undefined => (result as { id?: string } | undefined)?.id

/** Serves an endpoint to anybody; the handler decides, and opens its own transactions. */
export function serveOpen<E extends Endpoint>(
  app: FastifyInstance,
  endpoint: E,
  handle: (input: Input<E>, around: Pick<Around, 'language' | 'request' | 'reply'>) => Promise<Reply<E>>,
) {
  route(app, endpoint, undefined, async (input, request, reply) => {
    refuseForgery(request)
    return handle(read(endpoint, input), { language: languageOf(request.headers['accept-language']), request, reply })
  })
}

/**
 * Serves what is somebody's own, such as their password, to whoever is signed in: no right is asked. The handler opens
 * its own transactions, at the gate. @throws {DomainError} `account.person_only` (403) for a program.
 */
export function serveOwn<E extends Endpoint>(
  app: FastifyInstance,
  endpoint: E,
  handle: (
    input: Input<E>,
    around: Pick<Around, 'language' | 'request' | 'reply'> & { person: Person },
  ) => Promise<Reply<E>>,
) {
  route(app, endpoint, 'own', async (input, request, reply) => {
    const { via } = await authenticate(request)
    refuseForgery(request)
    if (via !== 'session') throw forbidden('account.person_only')
    const token = sessionOf(request) ?? ''
    const person = await app.house.db.atGate((tx) => findPerson(tx, token))
    if (!person) throw new DomainError(401, 'session.required')
    const language = languageOf(request.headers['accept-language'])
    return handle(read(endpoint, input), { person, language, request, reply })
  })
}

type RawInput = { params: unknown; query: unknown; body: unknown }

function route(
  app: FastifyInstance,
  endpoint: Endpoint,
  right: Right | 'own' | undefined,
  answer: (input: RawInput, request: FastifyRequest, reply: FastifyReply) => Promise<unknown>,
) {
  app.house.endpoints.push({ endpoint, right: right === 'own' ? undefined : right, isOwn: right === 'own' })
  app.route({
    method: endpoint.method,
    url: endpoint.path,
    ...(endpoint.mostBytes && {
      bodyLimit: endpoint.mostBytes,
      // Nobody's large body is read before one knows whose it is.
      ...(right && { onRequest: async (request: FastifyRequest) => void (await authenticate(request)) }),
    }),
    handler: async (request, reply) => {
      // A file is for keeping: no browser opens it as a page of ours. Its handler adds the name.
      if (endpoint.produces) void reply.header('content-disposition', 'attachment')
      const result = await answer({ params: request.params, query: request.query, body: request.body }, request, reply)
      if (reply.sent) return reply
      if (result instanceof Answer) {
        if (result.isReplay) void reply.header('idempotent-replayed', 'true')
        return reply.status(result.status).type('application/json').send(result.text)
      }
      void reply.status(endpoint.status ?? 200)
      if (endpoint.produces) return reply.type(endpoint.produces).send(result)
      // What the contract does not name does not leave the house.
      return reply.send(endpoint.reply.parse(result))
    },
  })
}

/** A query or a body that the endpoint does not have. */
const nothing = z.object({})

const read = <E extends Endpoint>({ params, query, body }: E, input: RawInput): Input<E> =>
  ({
    params: params && readInput(params, input.params, 'params'),
    query: readExactly(query ?? nothing, input.query ?? {}, 'query'),
    body: readExactly(body ?? nothing, body ? input.body : (input.body ?? {})),
  }) as Input<E>

/** A page of another site must not act with this browser's session: browsers say where a request comes from. */
export function refuseForgery(request: FastifyRequest) {
  if (request.method === 'GET' || request.headers.authorization) return
  const site = request.headers['sec-fetch-site']
  const { origin, host } = request.headers
  const foreign = site
    ? site !== 'same-origin' && site !== 'none'
    : origin !== undefined && (!URL.canParse(origin) || new URL(origin).host !== host)
  if (foreign || origin === 'null') throw new DomainError(403, 'csrf.refused')
}
