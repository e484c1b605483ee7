import type { FastifyInstance, FastifyRequest } from 'fastify'
import { audit } from '#kernel/audit'
import * as auth from '#kernel/auth'
import * as contract from '#kernel/auth/contract'
import { DomainError } from '#shared/errors'
import { serveOpen } from './serve.ts'
import { attemptOf, dropSession, keepSession, sessionOf, signInOf } from './session-cookies.ts'
import { entry, proceed, refused } from './sign-in-notes.ts'

export async function authRoutes(app: FastifyInstance) {
  const { db, canMail } = app.house
  serveOpen(app, contract.getSetup, async () => ({
    needed: !(await db.atGate(auth.hasOrg)),
    mail: canMail,
  }))
  serveOpen(app, contract.setUp, async ({ body }, { request, reply }) => {
    await auth.refuseGuessable(body.password, [body.org, body.name, body.email])
    const me = await db.atGate(async (tx) => {
      const made = await auth.setUp(tx, body)
      await audit(tx, { ...entry(request, made), kind: 'change', verb: 'org.create' })
      return made
    })
    await keepSession(app, request, reply, me)
    return me
  })
  serveOpen(app, contract.signIn, async ({ body }, { request, reply }) => {
    const progress = await auth
      .signIn(db, body.email, body.password, attemptOf(request))
      .catch(async (error: unknown) => {
        if (error instanceof DomainError) await noteRefused(app.house, body.email, error.code, request)
        throw error
      })
    return proceed(app, request, reply, progress)
  })
  serveOpen(app, contract.chooseOrganisation, async ({ body }, { request, reply }) => {
    const [pending, token] = [signInOf(request), sessionOf(request)]
    const attempt = attemptOf(request)
    const progress = await db.atGate(async (tx) => {
      if (pending) return auth.chooseOrganisation(tx, pending, body.orgId, attempt)
      const person = token && (await auth.findPerson(tx, token))
      if (!person) throw new DomainError(401, 'session.sign_in_again')
      const entered = await auth.switchOrganisation(tx, person, body.orgId, attempt)
      if (entered.session) await auth.closeSession(tx, token)
      return entered
    })
    return proceed(app, request, reply, progress)
  })
  serveOpen(app, contract.giveCode, async ({ body }, { request, reply }) => {
    const pending = pendingOf(request)
    const progress = await auth
      .giveCode(app.house, pending, body.code, attemptOf(request))
      .catch(async (error: unknown) => {
        if (error instanceof DomainError) await noteRefusedCode(app.house, pending, error.code, request)
        throw error
      })
    return proceed(app, request, reply, progress)
  })
  serveOpen(app, contract.setUpAtSignIn, (_, { request }) =>
    db.atGate((tx) => auth.setUpAtSignIn(tx, app.house.vault, pendingOf(request))),
  )
  serveOpen(app, contract.confirmAtSignIn, async ({ body }, { request, reply }) => {
    const { recoveryCodes, ...progress } = await auth.confirmAtSignIn(
      app.house,
      pendingOf(request),
      body.code,
      attemptOf(request),
      (tx, { accountId, orgId }) =>
        audit(tx, { ...entry(request, { userId: accountId, org: { id: orgId } }), verb: 'second_factor.on' }),
    )
    return { ...(await proceed(app, request, reply, progress)), recoveryCodes }
  })
  serveOpen(app, contract.getSession, async (_, { request }) => {
    const token = sessionOf(request)
    const me = token && (await db.atGate((tx) => auth.findMe(tx, token)))
    if (!me) throw new DomainError(401, 'session.required')
    return me
  })
  serveOpen(app, contract.signOut, async (_, { request, reply }) => {
    const token = sessionOf(request)
    if (token)
      await db.atGate(async (tx) => {
        const me = await auth.findMe(tx, token)
        if (me) await audit(tx, { ...entry(request, me), verb: 'session.close' })
        await auth.closeSession(tx, token)
      })
    void dropSession(reply)
    return {}
  })
}

function pendingOf(request: FastifyRequest): string {
  const pending = signInOf(request)
  if (!pending) throw new DomainError(401, 'session.sign_in_again')
  return pending
}

/**
 * An attempt to come in as somebody; what was typed stays out of the log: it may be a password. Written beside the
 * answer, which must take the same time for an address that nobody has.
 */
async function noteRefused(
  { db, readings }: FastifyInstance['house'],
  email: string,
  outcome: string,
  request: FastifyRequest,
) {
  const meant = await db.atGate((tx) => auth.whoseAttempt(tx, email))
  if (!meant) return
  const told = refused(request, meant, outcome)
  // Of guesses at nobody, and of those after the tenth, one a minute is enough.
  readings.note(told, { each: meant.userId !== null && outcome === 'session.wrong_credentials' })
}

/** Whoever gives a wrong code knows the password. */
async function noteRefusedCode(
  { db, readings }: FastifyInstance['house'],
  pending: string,
  outcome: string,
  request: FastifyRequest,
) {
  const meant = await db.atGate((tx) => auth.whosePending(tx, pending))
  if (meant) readings.note(refused(request, meant, outcome), { each: outcome !== 'second_factor.too_many_codes' })
}
