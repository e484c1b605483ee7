import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { audit, type Told } from '#kernel/audit'
import type { Progress } from '#kernel/auth'
import { keepProgress } from './session-cookies.ts'

/** Has the browser keep what a step of a sign-in gave, and the audit log that somebody came in. @returns the step. */
export async function proceed(app: FastifyInstance, request: FastifyRequest, reply: FastifyReply, progress: Progress) {
  const { me } = progress.step
  if (me) await app.house.db.atGate((tx) => audit(tx, { ...entry(request, me), verb: 'session.open' }))
  return keepProgress(app, request, reply, progress)
}

export const entry = (request: FastifyRequest, me: { userId: string; org: { id: string } }) =>
  ({
    orgId: me.org.id,
    kind: 'access',
    who: 'account',
    whoId: me.userId,
    address: request.ip,
    requestId: request.id,
  }) satisfies Omit<Told, 'verb'>

/** Who was not let in, as far as it is known who it was meant to be. */
export const refused = (
  request: FastifyRequest,
  meant: { orgId: string; userId: string | null },
  outcome: string,
): Told => ({
  orgId: meant.orgId,
  kind: 'access',
  who: 'nobody',
  address: request.ip,
  verb: 'session.open',
  objectType: 'accounts',
  objectId: meant.userId,
  outcome,
  requestId: request.id,
})
