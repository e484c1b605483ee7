import type { FastifyInstance } from 'fastify'
import { audit } from '#kernel/audit'
import * as auth from '#kernel/auth'
import * as contract from '#kernel/auth/contract'
import { type Language, say } from '#kernel/i18n'
import { DomainError } from '#shared/errors'
import { serveAtGate, serveOpen } from './serve.ts'
import { attemptOf, dropJourney, journeyOf, keepJourney } from './session-cookies.ts'
import { entry, proceed, refused } from './sign-in-notes.ts'

/** An organisation's own sign-in: its settings, and the way in through it. */
export async function singleSignOnRoutes(app: FastifyInstance) {
  const { db, vault, outgoing, config } = app.house
  const { readSignIn, manageSingleSignOn } = auth
  const tried = ({ body }: { body: auth.IdentityProviderFields }) => auth.tryProvider(outgoing, body)

  serveAtGate(app, contract.listIdentityProviders, readSignIn, async (tx, _, { caller, language }) => ({
    items: (await auth.listIdentityProviders(tx, caller.orgId)).map((one) => inWords(one, language)),
    redirectUri: auth.redirectUriOf(config.publicUrl),
  }))
  serveAtGate(
    app,
    contract.addIdentityProvider,
    manageSingleSignOn,
    async (tx, { body }, { caller: { orgId }, language }, problem) =>
      inWords(await auth.addIdentityProvider(tx, vault, { orgId, problem }, body), language),
    tried,
  )
  serveAtGate(
    app,
    contract.changeIdentityProvider,
    manageSingleSignOn,
    async (tx, { params: { id }, body }, { caller: { orgId }, language, before }, problem) => {
      const changed = await auth.changeIdentityProvider(tx, vault, { orgId, id, problem }, body)
      before(changed.before)
      return inWords(changed.after, language)
    },
    tried,
  )
  serveAtGate(app, contract.removeIdentityProvider, manageSingleSignOn, async (tx, { params }, { caller }) => {
    await auth.removeIdentityProvider(tx, caller.orgId, params.id)
    return {}
  })

  serveOpen(app, contract.listWaysIn, async () => ({ items: await db.atGate(auth.listWaysIn) }))
  serveOpen(app, contract.beginSingleSignOn, async ({ body }, { reply }) => {
    const { address, kept } = await auth.beginSingleSignOn(app.house, body)
    keepJourney(reply, kept)
    return { address }
  })
  serveOpen(app, contract.finishSingleSignOn, async ({ body }, { request, reply }) => {
    const sent = await auth.whereSent(app.house, journeyOf(request))
    const orgId = sent.provider.org_id
    // What came back is good once, whatever becomes of it.
    dropJourney(reply)
    const progress = await auth
      .finishSingleSignOn(app.house, sent, body.query, attemptOf(request), (tx, accountId) =>
        audit(tx, { ...entry(request, { userId: accountId, org: { id: orgId } }), verb: 'single_sign_on.link' }),
      )
      .catch((error: unknown) => {
        if (error instanceof DomainError)
          app.house.readings.note(refused(request, { orgId, userId: null }, error.code), { each: true })
        throw error
      })
    return { ...(await proceed(app, request, reply, progress)), returnTo: sent.begun.returnTo }
  })
}

const inWords = (
  { problem: code, ...one }: auth.IdentityProviderKept,
  language: Language,
): contract.IdentityProvider => ({
  ...one,
  problem: code === null ? null : { code, message: say(language, `errors.${code}`) },
})
