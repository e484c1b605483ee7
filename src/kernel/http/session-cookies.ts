import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { knowBrowser, openSession } from '#kernel/auth'

export const sessionCookie = 'visavis_session'
/** Says that the account signed in here before; opens nothing. */
export const browserCookie = 'visavis_browser'

/** Opens a session for somebody who proved who they are, and has the browser remember it. */
export async function keepSession(
  { house: { db, config } }: FastifyInstance,
  request: FastifyRequest,
  reply: FastifyReply,
  me: { userId: string; org: { id: string } },
): Promise<void> {
  const { session, browser } = await db.atGate(async (tx) => ({
    session: await openSession(tx, me, new Date(), request.headers['user-agent']),
    browser: await knowBrowser(tx, me.userId, request.cookies[browserCookie]),
  }))
  const flags = {
    path: '/',
    httpOnly: true,
    sameSite: 'lax' as const,
    secure: config.publicUrl.startsWith('https:'),
  }
  void reply
    .setCookie(sessionCookie, session.token, { ...flags, expires: session.expiresAt })
    .setCookie(browserCookie, browser, { ...flags, path: '/api', maxAge: 365 * 86_400 })
}
