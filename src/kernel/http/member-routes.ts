import type { FastifyInstance } from 'fastify'
import * as auth from '#kernel/auth'
import * as contract from '#kernel/auth/contract'
import { serveSteps } from './serve.ts'

/** Members are behind the gate, where the application's role cannot read: the organisation is named by hand. */
export async function memberRoutes(app: FastifyInstance) {
  const { db } = app.house
  serveSteps(app, contract.listMembers, auth.readMembers, async (_, { caller }) => ({
    items: await db.atGate((tx) => auth.listMembers(tx, caller.orgId)),
  }))
  serveSteps(app, contract.setMemberScope, auth.manageMembers, ({ params, body }, { caller, audit, before }) =>
    db.atGate(async (tx) => {
      const member = await auth.setMemberScope(tx, caller, params.id, body.scope)
      before({ scope: member.before.scope })
      await audit(tx)
      return member.after
    }, caller),
  )
  serveSteps(app, contract.setRole, auth.manageMembers, ({ params, body }, { caller, audit, before }) =>
    db.atGate(async (tx) => {
      const member = await auth.setRole(tx, caller, params.id, body.role)
      before({ role: member.before })
      await audit(tx)
      return member.after
    }, caller),
  )
  serveSteps(app, contract.removeMember, auth.manageMembers, async ({ params }, { caller, audit }) => {
    await db.atGate(async (tx) => {
      await auth.removeMember(tx, caller, params.id)
      await audit(tx)
    }, caller)
    return {}
  })
}
