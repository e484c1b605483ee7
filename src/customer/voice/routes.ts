import type { FastifyInstance } from 'fastify'
import { serve } from '#kernel/http'
import * as contract from './contract.ts'
import * as policy from './policy.ts'
import { createConnection, listConnections, removeConnection } from './service.ts'

export async function voiceRoutes(app: FastifyInstance) {
  const { vault } = app.house
  const { publicUrl } = app.house.config
  serve(app, contract.listConnections, policy.readConnections, async (tx) => ({
    items: await listConnections(tx, publicUrl),
  }))
  serve(app, contract.createConnection, policy.manageConnections, (tx, { body }) =>
    createConnection(tx, body, { publicUrl, vault }),
  )
  serve(app, contract.removeConnection, policy.manageConnections, async (tx, { params }) => {
    await removeConnection(tx, params.id)
    return {}
  })
}
