import type { FastifyInstance } from 'fastify'
import { receive, settle } from '#engine/intake'
import { serve, serveSteps } from '#kernel/http'
import * as contract from './contract.ts'
import * as policy from './policy.ts'
import { listTags, tagInteraction, tagsOf, untagInteraction } from './tags.ts'

export async function interactionRoutes(app: FastifyInstance) {
  // Kept as it came in a transaction of its own: what cannot be processed waits in the quarantine. The sites of a key are
  // part of the delivery: the same told by a key of other sites is another one.
  serveSteps(app, contract.recordCall, policy.recordCalls, async ({ body }, { caller, audit }) => {
    const context = caller.siteIds ? { siteIds: caller.siteIds.toSorted() } : {}
    const delivery = await app.house.db.as(caller, async (tx) => {
      const received = await receive(tx, { source: 'api', context, body: JSON.stringify(body) })
      await audit(tx, received.id)
      return received
    })
    return settle(app.house.db, caller, delivery.id)
  })

  serve(app, contract.listTags, policy.readTags, async (tx) => ({ items: await listTags(tx) }))
  serve(app, contract.listCallTags, policy.readTags, async (tx, { params }) => ({ items: await tagsOf(tx, params.id) }))
  serve(
    app,
    contract.tagCall,
    policy.giveTags,
    async (tx, { params, body }) => (await tagInteraction(tx, params.id, [body.name]))[0]!,
  )
  serve(app, contract.untagCall, policy.giveTags, async (tx, { params }) => {
    await untagInteraction(tx, params.id, params.tagId)
    return {}
  })
}
