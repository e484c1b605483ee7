import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { knowBrowser, openSession } from '#kernel/auth'

const isHttps = ({ house }: FastifyInstance) => house.config.publicUrl.startsWith('https:')

/**
 * Over https a browser takes a cookie named `__Host-…` from this very host only, for every path: no neighbour on the same
 * domain puts another in its place. Over http it would not take it.
 * @see RFC 6265bis, section 4.1.3.2.
 */
const sessionName = (app: FastifyInstance) => (isHttps(app) ? '__Host-visavis_session' : 'visavis_session')
/** Says that the account signed in here before; opens nothing. */
const browserName = (app: FastifyInstance) => (isHttps(app) ? '__Host-visavis_browser' : 'visavis_browser')

/** No script reads it, no page of another site sends it with what it posts. */
const flagsOf = (app: FastifyInstance) => ({
  path: '/',
  httpOnly: true,
  sameSite: 'lax' as const,
  secure: isHttps(app),
})

export const sessionOf = (request: FastifyRequest): string | undefined => request.cookies[sessionName(request.server)]
export const browserOf = (request: FastifyRequest): string | undefined => request.cookies[browserName(request.server)]

/** Opens a session for somebody who proved who they are, and has the browser remember it. */
export async function keepSession(
  app: FastifyInstance,
  request: FastifyRequest,
  reply: FastifyReply,
  me: { userId: string; org: { id: string } },
): Promise<void> {
  const { session, browser } = await app.house.db.atGate(async (tx) => ({
    session: await openSession(tx, me, new Date(), request.headers['user-agent']),
    browser: await knowBrowser(tx, me.userId, browserOf(request)),
  }))
  void reply
    .setCookie(sessionName(app), session.token, { ...flagsOf(app), expires: session.expiresAt })
    .setCookie(browserName(app), browser, { ...flagsOf(app), maxAge: 365 * 86_400 })
}

export const dropSession = (reply: FastifyReply) => reply.clearCookie(sessionName(reply.server), flagsOf(reply.server))
