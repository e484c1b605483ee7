import type { FastifyInstance, FastifyRequest } from 'fastify'
import { audit, type Told } from '#kernel/audit'
import * as auth from '#kernel/auth'
import * as contract from '#kernel/auth/contract'
import { serveOwn, serveSteps } from './serve.ts'
import { attemptOf } from './session-cookies.ts'

/** What is a person's own: their sessions, name and password; and how one comes in to an organisation. */
export async function accountRoutes(app: FastifyInstance) {
  const { db } = app.house

  serveOwn(app, contract.listSessions, async (_, { person }) => ({
    items: await db.atGate((tx) => auth.listSessions(tx, person)),
  }))
  serveOwn(app, contract.endSession, async ({ params }, { person, request }) => {
    await db.atGate(async (tx) => {
      await auth.endSession(tx, person, params.id)
      await audit(tx, { ...entry(request, person), verb: 'session.end', objectType: 'sessions', objectId: params.id })
    })
    return {}
  })
  serveOwn(app, contract.endOtherSessions, (_, { person, request }) =>
    db.atGate(async (tx) => {
      const ended = await auth.endOtherSessions(tx, person)
      await audit(tx, { ...entry(request, person), verb: 'session.end', objectType: 'sessions' })
      return { ended }
    }),
  )
  serveOwn(app, contract.renameAccount, async ({ body }, { person, request }) => {
    await db.atGate(async (tx) => {
      await auth.renameAccount(tx, person, body.name)
      await audit(tx, { ...entry(request, person), kind: 'change', verb: 'account.rename' })
    })
    return {}
  })
  serveOwn(app, contract.changePassword, async ({ body }, { person, request }) => {
    await auth.changePassword(db, person, body, attemptOf(request), (tx) =>
      audit(tx, { ...entry(request, person), verb: 'password.change' }),
    )
    return {}
  })

  serveSteps(app, contract.getSignInPolicy, auth.readSignIn, (_, { caller }) =>
    db.atGate((tx) => auth.getSignInPolicy(tx, caller.orgId)),
  )
  serveSteps(app, contract.setSignInPolicy, auth.manageSignIn, ({ body }, { caller, audit, before }) =>
    db.atGate(async (tx) => {
      before(await auth.getSignInPolicy(tx, caller.orgId))
      await audit(tx)
      return auth.setSignInPolicy(tx, caller, body)
    }),
  )
  serveSteps(app, contract.endMemberSessions, auth.manageMembers, ({ params }, { caller, audit }) =>
    db.atGate(async (tx) => {
      const ended = await auth.endMemberSessions(tx, caller.orgId, params.id)
      await audit(tx)
      return { ended }
    }),
  )
}

const entry = (request: FastifyRequest, { orgId, accountId }: auth.Person) =>
  ({
    orgId,
    kind: 'access',
    who: 'account',
    whoId: accountId,
    address: request.ip,
    requestId: request.id,
  }) satisfies Omit<Told, 'verb'>
