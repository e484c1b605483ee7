import type { FastifyInstance, FastifyRequest } from 'fastify'
import { audit, type Told } from '#kernel/audit'
import * as auth from '#kernel/auth'
import * as contract from '#kernel/auth/contract'
import { serveOwn, serveSteps } from './serve.ts'
import { attemptOf } from './session-cookies.ts'

/** Somebody's second factor, once they are in; and the end of that of a member who lost it. */
export async function secondFactorRoutes(app: FastifyInstance) {
  const { db } = app.house
  const gate = app.house

  serveOwn(app, contract.getSecondFactor, (_, { person }) => db.atGate((tx) => auth.getSecondFactor(tx, person)))
  serveOwn(app, contract.setUpSecondFactor, ({ body }, { person, request }) =>
    auth.setUpSecondFactor(gate, person, body, attemptOf(request)),
  )
  serveOwn(app, contract.confirmSecondFactor, async ({ body }, { person, request }) => ({
    recoveryCodes: await auth.confirmSecondFactor(gate, person, body.code, (tx) =>
      audit(tx, entry(request, person, 'second_factor.on')),
    ),
  }))
  serveOwn(app, contract.renewRecoveryCodes, async ({ body }, { person, request }) => ({
    recoveryCodes: await auth.renewRecoveryCodes(gate, person, body, attemptOf(request), (tx) =>
      audit(tx, entry(request, person, 'second_factor.renew')),
    ),
  }))
  serveOwn(app, contract.turnOffSecondFactor, async ({ body }, { person, request }) => {
    await auth.turnOffSecondFactor(gate, person, body, attemptOf(request), (tx) =>
      audit(tx, entry(request, person, 'second_factor.off')),
    )
    return {}
  })

  serveSteps(app, contract.removeMemberSecondFactor, auth.manageMembers, async ({ params }, { caller, audit }) => {
    await db.atGate(async (tx) => {
      await auth.removeMemberSecondFactor(tx, caller, params.id)
      await audit(tx)
    }, caller)
    return {}
  })
}

const entry = (request: FastifyRequest, { orgId, accountId }: auth.Person, verb: string): Told => ({
  orgId,
  kind: 'access',
  who: 'account',
  whoId: accountId,
  address: request.ip,
  verb,
  requestId: request.id,
})
