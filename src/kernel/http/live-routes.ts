import type { FastifyInstance } from 'fastify'
import { authenticate } from './serve.ts'

const pulseMs = 5000

/**
 * Server-sent events: a topic's name each time that what it shows has changed, never data: screens read it again
 * through the checked routes. Every pulse asks again who is there, so a closed session hears nothing after 5 s.
 */
export async function liveRoutes(app: FastifyInstance, topics: Record<string, string>) {
  app.get('/api/live', { exposeHeadRoute: false }, async (request, reply) => {
    const caller = await authenticate(request)
    reply.hijack()
    const { raw } = reply
    if (raw.destroyed) return // Closed while we asked who it is: there will be no `close` to hear.
    raw.writeHead(200, {
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
      'x-content-type-options': 'nosniff',
    })
    raw.write(': hello\n\n')

    let rights = caller.rights
    const unsubscribe = app.house.live.subscribe(caller.orgId, (topic) => {
      if (topic === '*' || rights.has(topics[topic] ?? '')) raw.write(`data: ${JSON.stringify({ topic })}\n\n`)
    })
    const pulse = setInterval(() => {
      authenticate(request).then(
        (now) => {
          rights = now.orgId === caller.orgId ? now.rights : new Set()
          raw.write(': pulse\n\n')
        },
        () => raw.end(),
      )
    }, pulseMs)
    raw.on('close', () => {
      clearInterval(pulse)
      unsubscribe()
    })
  })
}
