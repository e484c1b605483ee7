import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type Attempt, knowBrowser, openSession, type OpenedSession, type Progress } from '#kernel/auth'
import type { SignInStep } from '#kernel/auth/contract'

const isHttps = ({ house }: FastifyInstance) => house.config.publicUrl.startsWith('https:')

/**
 * Over https a browser takes a cookie named `__Host-…` from this very host only, for every path: no neighbour on the same
 * domain puts another in its place. Over http it would not take it.
 * @see RFC 6265bis, section 4.1.3.2.
 */
const sessionName = (app: FastifyInstance) => (isHttps(app) ? '__Host-visavis_session' : 'visavis_session')
/** Says that the account signed in here before; opens nothing. */
const browserName = (app: FastifyInstance) => (isHttps(app) ? '__Host-visavis_browser' : 'visavis_browser')

/** Says how far a sign-in has come. Its path too is not `/`. */
const signInName = (app: FastifyInstance) => (isHttps(app) ? '__Secure-visavis_sign_in' : 'visavis_sign_in')

/** Where a browser was sent to sign in, and what it must come back with, sealed. */
const journeyName = (app: FastifyInstance) =>
  isHttps(app) ? '__Secure-visavis_single_sign_on' : 'visavis_single_sign_on'
const journeyPath = '/api/session/single-sign-on'

/** No script reads it, no page of another site sends it with what it posts. */
const flagsOf = (app: FastifyInstance) => ({
  path: '/',
  httpOnly: true,
  sameSite: 'lax' as const,
  secure: isHttps(app),
})

export const sessionOf = (request: FastifyRequest): string | undefined => request.cookies[sessionName(request.server)]
export const browserOf = (request: FastifyRequest): string | undefined => request.cookies[browserName(request.server)]
export const signInOf = (request: FastifyRequest): string | undefined => request.cookies[signInName(request.server)]

export const journeyOf = (request: FastifyRequest): string | undefined => request.cookies[journeyName(request.server)]
export const keepJourney = (reply: FastifyReply, sealed: string) =>
  void reply.setCookie(journeyName(reply.server), sealed, { ...flagsOf(reply.server), path: journeyPath })
export const dropJourney = (reply: FastifyReply) =>
  void reply.clearCookie(journeyName(reply.server), { ...flagsOf(reply.server), path: journeyPath })

/** Where somebody comes from. */
export const attemptOf = (request: FastifyRequest): Attempt => ({
  address: request.ip,
  browser: browserOf(request),
  userAgent: request.headers['user-agent'],
})

/** Opens a session for somebody who proved who they are, and has the browser remember it. */
export async function keepSession(
  app: FastifyInstance,
  request: FastifyRequest,
  reply: FastifyReply,
  me: { userId: string; org: { id: string } },
): Promise<void> {
  const session = await app.house.db.atGate((tx) =>
    openSession(tx, me, new Date(), { userAgent: request.headers['user-agent'] }),
  )
  await keep(app, request, reply, me.userId, session)
}

/** Has the browser keep what a step of a sign-in gave. @returns the step. */
export async function keepProgress(
  app: FastifyInstance,
  request: FastifyRequest,
  reply: FastifyReply,
  { accountId, step, session, pending }: Progress,
): Promise<SignInStep> {
  if (pending) void reply.setCookie(signInName(app), pending, { ...flagsOf(app), path: '/api/session' })
  else if (signInOf(request)) void reply.clearCookie(signInName(app), { ...flagsOf(app), path: '/api/session' })
  if (session) await keep(app, request, reply, accountId, session)
  return step
}

async function keep(
  app: FastifyInstance,
  request: FastifyRequest,
  reply: FastifyReply,
  accountId: string,
  { token, expiresAt }: OpenedSession,
) {
  const browser = await app.house.db.atGate((tx) => knowBrowser(tx, accountId, browserOf(request)))
  void reply
    .setCookie(sessionName(app), token, { ...flagsOf(app), expires: expiresAt })
    .setCookie(browserName(app), browser, { ...flagsOf(app), maxAge: 365 * 86_400 })
}

export const dropSession = (reply: FastifyReply) => reply.clearCookie(sessionName(reply.server), flagsOf(reply.server))
