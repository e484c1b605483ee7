import type { FastifyInstance, FastifyReply } from 'fastify'
import * as auth from '#kernel/auth'
import * as contract from '#kernel/auth/contract'
import { DomainError } from '#shared/errors'
import { serveOpen, serveSteps, sessionCookie } from './serve.ts'

export async function authRoutes(app: FastifyInstance) {
  const { db, config } = app.house
  const keep = (reply: FastifyReply, { token, expiresAt }: { token: string; expiresAt: Date }) =>
    reply.setCookie(sessionCookie, token, {
      path: '/',
      httpOnly: true,
      sameSite: 'lax',
      secure: config.publicUrl.startsWith('https:'),
      expires: expiresAt,
    })

  serveOpen(app, contract.getSetup, async () => ({ needed: !(await db.atGate(auth.hasOrg)) }))
  serveOpen(app, contract.setUp, ({ body }, { reply }) =>
    db.atGate(async (tx) => {
      const me = await auth.setUp(tx, body)
      keep(reply, await auth.openSession(tx, me))
      return me
    }),
  )
  serveOpen(app, contract.signIn, async ({ body }, { reply }) => {
    const me = await auth.signIn(db, body.email, body.password)
    keep(reply, await db.atGate((tx) => auth.openSession(tx, me)))
    return me
  })
  serveOpen(app, contract.getSession, async (_, { request }) => {
    const token = request.cookies[sessionCookie]
    const me = token && (await db.atGate((tx) => auth.findMe(tx, token)))
    if (!me) throw new DomainError(401, 'session.required')
    return me
  })
  serveOpen(app, contract.signOut, async (_, { request, reply }) => {
    const token = request.cookies[sessionCookie]
    if (token) await db.atGate((tx) => auth.closeSession(tx, token))
    void reply.clearCookie(sessionCookie, { path: '/' })
    return {}
  })

  // Keys are behind the gate, where the application's role cannot read: the organisation is named by hand.
  serveSteps(app, contract.listApiKeys, auth.manageKeys, async (_, { caller }) => ({
    items: await db.atGate((tx) => auth.listApiKeys(tx, caller.orgId)),
    scopes: auth.rightNames(),
  }))
  serveSteps(app, contract.createApiKey, auth.manageKeys, ({ body }, { caller }) =>
    db.atGate((tx) => auth.createApiKey(tx, caller, body)),
  )
  serveSteps(app, contract.revokeApiKey, auth.manageKeys, async ({ params }, { caller }) => {
    await db.atGate((tx) => auth.revokeApiKey(tx, caller.orgId, params.id))
    return {}
  })
}
