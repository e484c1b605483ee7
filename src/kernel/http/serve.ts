import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type Caller, findCaller, type Right } from '#kernel/auth'
import type { Tx } from '#kernel/db'
import type { Endpoint, Input, Reply } from '#shared/endpoint'
import { DomainError } from '#shared/errors'
import { languageOf, type Language } from '#kernel/i18n'
import { readInput } from './input.ts'

export const sessionCookie = 'visavis_session'

/** Whatever a handler may need beside its input. */
type Around = { caller: Caller; language: Language; request: FastifyRequest; reply: FastifyReply }

/** Serves an endpoint to whoever has the right, in one transaction of the caller's organisation. */
export function serve<E extends Endpoint>(
  app: FastifyInstance,
  endpoint: E,
  right: Right,
  handle: (tx: Tx, input: Input<E>, around: Around) => Promise<Reply<E>>,
) {
  serveSteps(app, endpoint, right, (input, around) => app.house.db.as(around.caller, (tx) => handle(tx, input, around)))
}

/** The same for a handler of several transactions, one after the other: two at once would starve the pool. */
export function serveSteps<E extends Endpoint>(
  app: FastifyInstance,
  endpoint: E,
  right: Right,
  handle: (input: Input<E>, around: Around) => Promise<Reply<E>>,
) {
  route(app, endpoint, right, async (input, request, reply) => {
    const caller = await authenticate(request)
    refuseForgery(request)
    if (!caller.rights.has(right.name)) throw new DomainError(403, 'right.missing', { right: right.name })
    return handle(read(endpoint, input), {
      caller,
      language: languageOf(request.headers['accept-language']),
      request,
      reply,
    })
  })
}

/** Serves an endpoint to anybody; the handler decides, and opens its own transactions. */
export function serveOpen<E extends Endpoint>(
  app: FastifyInstance,
  endpoint: E,
  handle: (input: Input<E>, around: Omit<Around, 'caller'>) => Promise<Reply<E>>,
) {
  route(app, endpoint, undefined, async (input, request, reply) => {
    refuseForgery(request)
    return handle(read(endpoint, input), { language: languageOf(request.headers['accept-language']), request, reply })
  })
}

/** @throws {DomainError} `session.required` (401). */
export async function authenticate(request: FastifyRequest): Promise<Caller> {
  const bearer =
    /^Bearer (\S{1,200})$/.exec(request.headers.authorization ?? '')?.[1] ??
    (request.headers.authorization === undefined ? undefined : '')
  const token = request.cookies[sessionCookie]
  const caller =
    bearer === undefined && !token
      ? undefined
      : await request.server.house.db.atGate((tx) => findCaller(tx, { bearer, token }))
  if (!caller) throw new DomainError(401, 'session.required')
  return caller
}

type RawInput = { params: unknown; query: unknown; body: unknown }

function route(
  app: FastifyInstance,
  endpoint: Endpoint,
  right: Right | undefined,
  answer: (input: RawInput, request: FastifyRequest, reply: FastifyReply) => Promise<unknown>,
) {
  app.house.endpoints.push({ endpoint, right })
  app.route({
    method: endpoint.method,
    url: endpoint.path,
    handler: async (request, reply) => {
      const result = await answer({ params: request.params, query: request.query, body: request.body }, request, reply)
      if (reply.sent) return reply
      void reply.status(endpoint.status ?? 200)
      if (endpoint.produces) return reply.type(endpoint.produces).send(result)
      // What the contract does not name does not leave the house.
      return reply.send(endpoint.reply.parse(result))
    },
  })
}

const read = <E extends Endpoint>({ params, query, body }: E, input: RawInput): Input<E> =>
  ({
    params: params && readInput(params, input.params, 'params'),
    query: query && readInput(query, input.query ?? {}, 'query'),
    body: body && readInput(body, input.body),
  }) as Input<E>

/** A page of another site must not act with this browser's session: browsers say where a request comes from. */
function refuseForgery(request: FastifyRequest) {
  if (request.method === 'GET' || request.headers.authorization) return
  const site = request.headers['sec-fetch-site']
  const { origin, host } = request.headers
  const foreign = site
    ? site !== 'same-origin' && site !== 'none'
    : origin !== undefined && (!URL.canParse(origin) || new URL(origin).host !== host)
  if (foreign || origin === 'null') throw new DomainError(403, 'csrf.refused')
}
