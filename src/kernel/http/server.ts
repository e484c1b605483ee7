import { randomUUID } from 'node:crypto'
import cookie from '@fastify/cookie'
import fastify, { type FastifyBaseLogger, type FastifyInstance, type FastifyRequest, LogController } from 'fastify'
import { openReadings, type Readings } from '#kernel/audit'
import { type Config, does } from '#kernel/config'
import type { Database } from '#kernel/db'
import type { FileStore } from '#kernel/files'
import type { Live } from '#kernel/live'
import type { Log } from '#kernel/log'
import type { Metrics } from '#kernel/metrics'
import type { Outgoing } from '#kernel/outgoing'
import { begin, type Span } from '#kernel/trace'
import type { Vault } from '#kernel/vault'
import { DomainError } from '#shared/errors'
import { apiKeyRoutes } from './api-key-routes.ts'
import { auditRoutes } from './audit-routes.ts'
import { accessRoutes } from './access-routes.ts'
import { accountRoutes } from './account-routes.ts'
import { secondFactorRoutes } from './second-factor-routes.ts'
import { singleSignOnRoutes } from './single-sign-on-routes.ts'
import { authRoutes } from './auth-routes.ts'
import { docsRoutes } from './docs.ts'
import { addSecurityHeaders } from './headers.ts'
import { healthRoutes } from './health-routes.ts'
import { liveRoutes } from './live-routes.ts'
import { memberRoutes } from './member-routes.ts'
import type { Served } from './openapi.ts'
import { sendProblem } from './problem.ts'
import { type Known, registerRateLimits } from './rate-limits.ts'
import { webRoutes } from './web-app.ts'

/** What every route may use. */
export type House = {
  db: Database
  config: Config
  live: Live
  vault: Vault
  outgoing: Outgoing
  files: FileStore
  /** Whether a mail server is connected. */
  canMail: boolean
  metrics: Metrics
  /** Whether jobs run in this process; undefined where they are not its part. */
  isWorking: () => boolean | undefined
  readings: Readings
  known: Known
  endpoints: Served[]
  /** Endpoints whose change was noted after its transaction instead of in it: a test asks that there be none. */
  lateNotes: Set<string>
  /** Endpoints that keep the reply of a creation after its transaction instead of in it: telling them twice must do no harm. */
  lateReplies: Set<string>
}

declare module 'fastify' {
  interface FastifyInstance {
    house: House
  }
}

/**
 * The HTTP server with the given modules' routes.
 * @param topics which right each live topic asks for.
 */
export async function buildServer(
  house: Pick<House, 'db' | 'config' | 'live' | 'vault' | 'outgoing' | 'files' | 'canMail' | 'metrics' | 'isWorking'>,
  log: Log,
  modules: ((app: FastifyInstance) => Promise<void>)[],
  topics: Record<string, string>,
): Promise<FastifyInstance> {
  const baseLogger: FastifyBaseLogger = log
  const app = fastify({
    loggerInstance: baseLogger,
    logController: new LogController({ disableRequestLogging: true }), // addresses and paths are about people
    bodyLimit: 1024 * 1024,
    requestTimeout: 30_000,
    trustProxy: house.config.trustedProxies ?? false,
    genReqId: () => randomUUID(),
    forceCloseConnections: 'idle', // what is under way finishes: see finishKindly
    routerOptions: { maxParamLength: 200 },
    // An address that cannot be decoded reaches no route.
    frameworkErrors: (error, request, reply) => void sendProblem(error, request, reply),
  })
  app.removeContentTypeParser('text/plain') // what a foreign page may send without asking first
  const readings = openReadings(house.db, log)
  app.addHook('onClose', readings.close)
  await app.register(cookie)
  const known = await registerRateLimits(app, house.config, log)
  app.decorate('house', {
    ...house,
    readings,
    known,
    endpoints: [] as Served[],
    lateNotes: new Set<string>(),
    lateReplies: new Set<string>(),
  })
  app.setErrorHandler(sendProblem)
  addSecurityHeaders(app, house.config.publicUrl)
  finishKindly(app)
  noteRequests(app)
  traceRequests(app)
  await app.register(healthRoutes)
  if (does(house.config, 'web')) await webParts(app, modules)
  if (does(house.config, 'live')) await app.register((scope) => liveRoutes(scope, topics))
  app.setNotFoundHandler((request, reply) => sendProblem(new DomainError(404, 'route.not_found'), request, reply))
  return app
}

async function webParts(app: FastifyInstance, modules: ((app: FastifyInstance) => Promise<void>)[]) {
  await app.register(authRoutes)
  await app.register(apiKeyRoutes)
  await app.register(auditRoutes)
  await app.register(memberRoutes)
  await app.register(accessRoutes)
  await app.register(accountRoutes)
  await app.register(secondFactorRoutes)
  await app.register(singleSignOnRoutes)
  for (const module of modules) await app.register(module)
  await app.register(docsRoutes)
  await app.register(webRoutes)
}

const isFrequent = /^\/(t|t\.js|assets|healthz|readyz|metrics)(\/|$)/

/** One line and one count for each answer, without an address, a query or a body: those are about people. */
function noteRequests(app: FastifyInstance) {
  const { requests } = app.house.metrics
  app.addHook('onResponse', async ({ id, method, routeOptions }, { statusCode: status, elapsedTime }) => {
    const { url: route = 'none' } = routeOptions
    requests.observe({ method, route, status }, elapsedTime / 1000)
    const level = isFrequent.test(route) ? 'debug' : 'info'
    app.log[level]({ request: id, method, route, status, ms: Math.round(elapsedTime) }, 'Answered')
  })
}

/** What a request does is a part of it. Streams never finish, hence have no span. */
function traceRequests(app: FastifyInstance) {
  const spans = new WeakMap<FastifyRequest, Span>()
  app.addHook('onRequest', (request, _reply, done) => {
    const { method, routeOptions, id } = request
    const { url: route = 'none' } = routeOptions
    const named = { 'http.request.method': method, 'http.route': route, 'visavis.request': id }
    const span = begin(`${method} ${route}`, 'server', named)
    if (!span) return done()
    spans.set(request, span)
    span.within(done)
  })
  app.addHook('onResponse', async (request, { statusCode }) => {
    const attributes = { 'http.response.status_code': statusCode }
    spans.get(request)?.end({ attributes, ...(statusCode >= 500 && { failure: String(statusCode) }) })
  })
}

const longestFinishMs = 20_000

/** While closing, each answer says that its connection is the last one; what takes longer than its time is cut. */
function finishKindly(app: FastifyInstance) {
  let closing = false
  app.addHook('preClose', async () => {
    closing = true
    setTimeout(() => app.server.closeAllConnections(), longestFinishMs).unref()
  })
  app.addHook('onSend', async (_request, reply) => {
    if (closing) void reply.header('connection', 'close')
  })
}
