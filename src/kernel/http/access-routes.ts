import type { FastifyInstance } from 'fastify'
import { audit } from '#kernel/audit'
import * as auth from '#kernel/auth'
import * as contract from '#kernel/auth/contract'
import type { Tx } from '#kernel/db'
import { attemptOf, keepProgress } from './session-cookies.ts'
import { serveAtGate, serveOpen } from './serve.ts'

/** How people come in: invitations, and new passwords. All of it is behind the gate, where no organisation's role reads. */
export async function accessRoutes(app: FastifyInstance) {
  const { db, config, canMail } = app.house

  /** Without a mail server the link is handed over by whoever invites. */
  const withLink = async (tx: Tx, caller: auth.Caller, invitation: contract.Invitation) => ({
    ...invitation,
    link: canMail ? null : await auth.linkOf(tx, caller.orgId, invitation.id, config.publicUrl),
  })
  serveAtGate(app, contract.listInvitations, auth.readMembers, async (tx, _, { caller }) => ({
    items: await auth.listInvitations(tx, caller.orgId),
  }))
  serveAtGate(app, contract.invite, auth.manageMembers, async (tx, { body }, { caller }) =>
    withLink(tx, caller, await auth.invite(tx, caller, body)),
  )
  serveAtGate(app, contract.sendAgain, auth.manageMembers, async (tx, { params }, { caller }) =>
    withLink(tx, caller, await auth.sendAgain(tx, caller, params.id)),
  )
  serveAtGate(app, contract.revokeInvitation, auth.manageMembers, async (tx, { params }, { caller }) => {
    await auth.revokeInvitation(tx, caller, params.id)
    return {}
  })

  serveOpen(app, contract.showInvitation, ({ params }) => db.atGate((tx) => auth.showInvitation(tx, params.token)))
  serveOpen(app, contract.acceptInvitation, async ({ params, body }, { request, reply }) => {
    const { email, isNew, orgId, accountId } = await auth.acceptInvitation(db, params.token, body, (tx, joined) =>
      audit(tx, {
        orgId: joined.orgId,
        kind: 'change',
        who: 'account',
        whoId: joined.accountId,
        address: request.ip,
        verb: 'invitation.accept',
        objectType: 'members',
        objectId: joined.accountId,
        requestId: request.id,
      }),
    )
    // Whoever had an account signs in with all that it asks for.
    if (!isNew) return { email, step: null }
    const progress = await db.atGate((tx) => auth.enter(tx, accountId, orgId, attemptOf(request)))
    return { email, step: await keepProgress(app, request, reply, progress) }
  })

  serveOpen(app, contract.wishPassword, async ({ body }, { request }) => {
    await db.atGate((tx) => auth.wishPassword(tx, body.email, request.ip))
    return {}
  })
  serveOpen(app, contract.showReset, ({ params }) => db.atGate((tx) => auth.showReset(tx, params.token)))
  serveOpen(app, contract.resetPassword, ({ params, body }, { request }) =>
    auth.resetPassword(db, params.token, body.password, async (tx, { accountId, orgIds }) => {
      for (const orgId of orgIds)
        await audit(tx, {
          orgId,
          kind: 'access',
          who: 'account',
          whoId: accountId,
          address: request.ip,
          verb: 'password.reset',
          requestId: request.id,
        })
    }),
  )
}
