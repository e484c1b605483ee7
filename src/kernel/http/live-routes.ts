import type { ServerResponse } from 'node:http'
import type { FastifyInstance } from 'fastify'
import type { Caller } from '#kernel/auth'
import { authenticate } from './authenticate.ts'
import { securityHeaders } from './headers.ts'

const pulseMs = 4500

/**
 * Server-sent events: a topic's name each time that what it shows has changed, never data: screens read it again
 * through the checked routes. Every pulse asks again who is there, so that within 5 s a closed session hears nothing,
 * and a screen whose sites have changed is cut, to come again and read everything anew.
 */
export async function liveRoutes(app: FastifyInstance, topics: Record<string, string>) {
  const streams = new Set<ServerResponse>()
  // A stream never finishes by itself; its screen comes again, here or to another process.
  app.addHook('preClose', async () => {
    for (const stream of streams) stream.end()
  })
  app.get('/api/live', { exposeHeadRoute: false }, async (request, reply) => {
    const caller = await authenticate(request)
    reply.hijack()
    const { raw } = reply
    if (raw.destroyed) return // Closed while we asked who it is: there will be no `close` to hear.
    raw.writeHead(200, {
      'content-type': 'text/event-stream',
      ...securityHeaders(app.house.config.publicUrl), // what a hook adds to other answers
      'x-accel-buffering': 'no',
    })
    raw.write(': hello\n\n')
    streams.add(raw)

    let rights = caller.rights
    const { siteIds } = caller
    const scope = scopeOf(caller)
    const unsubscribe = app.house.live.subscribe(caller.orgId, (topic, siteId) => {
      const within = siteIds === null || (siteId !== null && siteIds.includes(siteId))
      if (topic === '*' || (within && rights.has(topics[topic] ?? '')))
        raw.write(`data: ${JSON.stringify({ topic })}\n\n`)
    })
    const pulse = setInterval(() => {
      authenticate(request, { quietly: true }).then(
        (now) => {
          if (now.orgId !== caller.orgId || scopeOf(now) !== scope) return raw.end()
          rights = now.rights
          return raw.write(': pulse\n\n')
        },
        () => raw.end(),
      )
    }, pulseMs)
    const began = performance.now()
    raw.on('close', () => {
      app.log.info({ request: request.id, route: '/api/live', ms: Math.round(performance.now() - began) }, 'Ended')
      clearInterval(pulse)
      unsubscribe()
      streams.delete(raw)
    })
  })
}

/** In one writing: equal when nothing has changed. */
const scopeOf = ({ siteIds, staff }: Caller): string =>
  JSON.stringify([siteIds, staff?.siteIds, staff?.teamIds].map((ids) => ids?.toSorted() ?? null))
