import type { FastifyInstance } from 'fastify'
import * as auth from '#kernel/auth'
import * as contract from '#kernel/auth/contract'
import { serveAtGate } from './serve.ts'

/** Keys are behind the gate, where the application's role cannot read: the organisation is named by hand. */
export async function apiKeyRoutes(app: FastifyInstance) {
  serveAtGate(app, contract.listApiKeys, auth.manageKeys, async (tx, _, { caller }) => ({
    items: await auth.listApiKeys(tx, caller.orgId),
    scopes: auth.rightNames(),
  }))
  serveAtGate(app, contract.createApiKey, auth.manageKeys, (tx, { body }, { caller }) =>
    auth.createApiKey(tx, caller, body),
  )
  serveAtGate(app, contract.revokeApiKey, auth.manageKeys, async (tx, { params }, { caller }) => {
    await auth.revokeApiKey(tx, caller.orgId, params.id)
    return {}
  })
}
