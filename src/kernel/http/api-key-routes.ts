import type { FastifyInstance } from 'fastify'
import * as auth from '#kernel/auth'
import * as contract from '#kernel/auth/contract'
import { serveAtGate } from './serve.ts'

/** Programs and keys are behind the gate, where the application's role cannot read: the organisation is named by hand. */
export async function apiKeyRoutes(app: FastifyInstance) {
  serveAtGate(app, contract.listApiKeys, auth.manageKeys, async (tx, _, { caller }) => ({
    items: await auth.listApiKeys(tx, caller.orgId),
    scopes: auth.rightNames(),
  }))
  serveAtGate(app, contract.createApiKey, auth.manageKeys, (tx, { body }, { caller }) =>
    auth.createApiKey(tx, caller, body),
  )
  serveAtGate(app, contract.rotateApiKey, auth.manageKeys, (tx, { params, body }, { caller }) =>
    auth.rotateApiKey(tx, caller, params.id, body.overlapHours),
  )
  serveAtGate(app, contract.revokeApiKey, auth.manageKeys, async (tx, { params }, { caller }) => {
    await auth.revokeApiKey(tx, caller.orgId, params.id)
    return {}
  })
  serveAtGate(app, contract.listServiceAccounts, auth.manageKeys, async (tx, _, { caller }) => ({
    items: await auth.listServiceAccounts(tx, caller.orgId),
  }))
  serveAtGate(app, contract.createServiceAccount, auth.manageKeys, (tx, { body }, { caller }) =>
    auth.createServiceAccount(tx, caller, body),
  )
  serveAtGate(app, contract.updateServiceAccount, auth.manageKeys, async (tx, { params, body }, around) => {
    const { before, after } = await auth.updateServiceAccount(tx, around.caller, params.id, body)
    around.before({ ...before, suspended: before.suspendedAt !== null })
    return after
  })
  serveAtGate(app, contract.removeServiceAccount, auth.manageKeys, async (tx, { params }, { caller }) => {
    await auth.removeServiceAccount(tx, caller, params.id)
    return {}
  })
}
