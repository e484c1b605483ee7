import type { FastifyInstance } from 'fastify'
import { listColleagues } from '#kernel/auth'
import { serve } from '#kernel/http'
import * as contract from './contract.ts'
import * as policy from './policy.ts'
import * as service from './service.ts'

export async function requestRoutes(app: FastifyInstance) {
  serve(app, contract.listRequests, policy.readRequests, (tx, { query }, { caller }) =>
    service.listRequests(tx, query, caller.userId),
  )
  serve(app, contract.listOwners, policy.readRequests, async (tx) => ({ items: await listColleagues(tx) }))
  serve(app, contract.getRequest, policy.readRequests, (tx, { params }) => service.getRequest(tx, params.id))
  serve(app, contract.openRequest, policy.openRequests, (tx, { body }) => service.openRequest(tx, body))
  serve(app, contract.assignRequest, policy.assignRequests, (tx, { params, body }) =>
    service.assignRequest(tx, params.id, body.ownerId),
  )
  serve(app, contract.closeRequest, policy.closeRequests, (tx, { params }) => service.closeRequest(tx, params.id))
  serve(app, contract.reopenRequest, policy.closeRequests, (tx, { params }) => service.reopenRequest(tx, params.id))
}
