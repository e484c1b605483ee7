import { timingSafeEqual } from 'node:crypto'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { hashToken } from '#kernel/auth'
import { isMigrated } from '#kernel/db'

const patienceMs = 3000
const keptMs = 1000

/**
 * For whoever watches over the process: `/healthz` (it answers), `/readyz` (it can work: send it requests), `/metrics`
 * (Prometheus, for who has METRICS_TOKEN). None of them tells anything of an organisation.
 */
export async function healthRoutes(app: FastifyInstance) {
  const { db, config, metrics, isWorking } = app.house
  let stopping = false
  app.addHook('preClose', async () => void (stopping = true))

  app.get('/healthz', async (_, reply) => say(reply, 200, { status: 'ok' }))

  const database = kept(keptMs, () => within(patienceMs, isMigrated(db.owner)).catch(() => 'unreachable' as const))
  app.get('/readyz', async (_, reply) => {
    const checks = {
      process: stopping ? 'stopping' : 'running',
      database: await database(),
      jobs: { true: 'running', false: 'stopped', undefined: 'elsewhere' }[String(isWorking()) as 'true'],
    }
    const isReady = !stopping && checks.database === 'ready' && checks.jobs !== 'stopped'
    return say(reply, isReady ? 200 : 503, { status: isReady ? 'ready' : 'not_ready', checks })
  })

  const expected = config.metricsToken && hashToken(config.metricsToken)
  app.get('/metrics', async (request, reply) => {
    const given = /^Bearer (\S{1,500})$/.exec(request.headers.authorization ?? '')?.[1] ?? ''
    if (!expected || !timingSafeEqual(hashToken(given), expected)) return reply.callNotFound()
    return reply.type(metrics.contentType).send(await metrics.read())
  })
}

const say = (reply: FastifyReply, status: number, body: object) =>
  reply.status(status).type('application/json; charset=utf-8').send(body)

/** Anybody may ask: the answer is looked for once at a time, and serves all who ask within that time. */
function kept<T>(ms: number, find: () => Promise<T>): () => Promise<T> {
  let found: Promise<T> | undefined
  return () =>
    (found ??= find().finally(() => {
      setTimeout(() => (found = undefined), ms).unref()
    }))
}

function within<T>(ms: number, work: Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>()
  const late = setTimeout(() => reject(new Error('late')), ms)
  return Promise.race([work, promise]).finally(() => clearTimeout(late))
}
