import { createHash } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { readInput, serve } from '#kernel/http'
import { DomainError } from '#shared/errors'
import { EventMessage, openCollector, VisitMessage } from './collector.ts'
import * as contract from './contract.ts'
import * as policy from './policy.ts'
import * as sourceRules from './source-rule-repo.ts'
import { listSwapRules, setSwapRules } from './swaps.ts'
import { createWebsite, getWebsite, listWebsites } from './websites.ts'

export async function trackingRoutes(app: FastifyInstance) {
  const { publicUrl } = app.house.config
  serve(app, contract.listWebsites, policy.readWebsites, async (tx) => ({ items: await listWebsites(tx, publicUrl) }))
  serve(app, contract.createWebsite, policy.manageWebsites, (tx, { body }) => createWebsite(tx, body, publicUrl))
  serve(app, contract.getSwapRules, policy.readWebsites, async (tx, { params }) => ({
    rules: await listSwapRules(tx, params.id),
  }))
  serve(app, contract.setSwapRules, policy.manageWebsites, async (tx, { params, body }, { before }) => {
    before({ rules: await listSwapRules(tx, params.id) })
    return { rules: await setSwapRules(tx, params.id, body.rules) }
  })
  serve(app, contract.getSourceRules, policy.readWebsites, async (tx) => ({ rules: await sourceRules.list(tx) }))
  serve(app, contract.setSourceRules, policy.manageSources, async (tx, { body }, { before }) => {
    before({ rules: await sourceRules.list(tx) })
    await sourceRules.replace(tx, body.rules)
    return body
  })
  serve(app, contract.getWebsite, policy.readWebsites, (tx, { params }) => getWebsite(tx, params.id, publicUrl))
}

/** What pages of other sites speak to: the script, and its two messages. Sent as plain text, so that no page pays for a preflight. */
export const collectorRoutes = (script: string) => async (app: FastifyInstance) => {
  const collector = openCollector(app.house.db)
  const etag = `"${createHash('sha256').update(script).digest('base64url').slice(0, 22)}"`
  app.addHook('onSend', async (_request, reply) => {
    void reply.header('access-control-allow-origin', '*').header('cross-origin-resource-policy', 'cross-origin')
  })
  const parse = app.getDefaultJsonParser('error', 'error')
  app.addContentTypeParser(
    ['text/plain', 'application/json'],
    { parseAs: 'string', bodyLimit: 32 * 1024 },
    (request, body, done) => {
      // As everywhere: an object that brings a prototype of its own is refused.
      void parse(request, body as string, (error, message) =>
        error ? done(new DomainError(400, 'input.not_json')) : done(null, message),
      )
    },
  )

  app.get('/t.js', (request, reply) => {
    void reply
      .header('cache-control', 'public, max-age=600')
      .header('etag', etag)
      .type('text/javascript; charset=utf-8')
    return request.headers['if-none-match']?.includes(etag) ? reply.status(304).send() : reply.send(script)
  })
  app.post('/t/visit', (request) =>
    collector.visit(readInput(VisitMessage, request.body), request.headers['user-agent']),
  )
  app.post('/t/event', async (request, reply) => {
    await collector.event(readInput(EventMessage, request.body))
    return reply.status(204).send()
  })
}
