import type { FastifyInstance } from 'fastify'
import { receive, settle } from '#engine/intake'
import { serveSteps } from '#kernel/http'
import * as contract from './contract.ts'
import * as policy from './policy.ts'

export async function interactionRoutes(app: FastifyInstance) {
  // Kept as it came in a transaction of its own: what cannot be processed waits in the quarantine.
  serveSteps(app, contract.recordCall, policy.recordCalls, async ({ body }, { caller }) => {
    const delivery = await app.house.db.as(caller, (tx) =>
      receive(tx, { source: 'api', context: {}, body: JSON.stringify(body) }),
    )
    return settle(app.house.db, caller, delivery.id)
  })
}
