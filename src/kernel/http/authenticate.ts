import type { FastifyRequest } from 'fastify'
import { auditServiceAddress } from '#kernel/audit'
import { type Caller, findCaller } from '#kernel/auth'
import { DomainError } from '#shared/errors'
import { sessionOf } from './session-cookies.ts'

/** What a request shows to say who asks. An `Authorization` that is no bearer is an empty one: it opens nothing. */
function credentialsOf(request: FastifyRequest): { bearer?: string; token?: string } {
  const { authorization } = request.headers
  if (authorization === undefined) return { token: sessionOf(request) }
  return { bearer: /^Bearer (\S{1,200})$/.exec(authorization)?.[1] ?? '' }
}

/** The same in one word; undefined when there is nothing. */
export function credentialOf(request: FastifyRequest): string | undefined {
  const { bearer, token } = credentialsOf(request)
  return bearer || token || undefined
}

/** @param quietly it only listens: the session is not kept alive. @throws {DomainError} `session.required` (401). */
export async function authenticate(request: FastifyRequest, { quietly = false } = {}): Promise<Caller> {
  const credential = credentialOf(request)
  const { db, known } = request.server.house
  const caller =
    credential === undefined
      ? undefined
      : await db.glance(async (tx) => {
          const found = await findCaller(tx, { ...credentialsOf(request), quietly })
          if (found?.via === 'key')
            await auditServiceAddress(tx, {
              orgId: found.orgId,
              serviceAccountId: found.userId,
              address: request.ip,
              requestId: request.id,
            })
          return found
        })
  if (caller) known.learn(credential!, caller)
  else if (credential !== undefined) known.forget(credential)
  if (!caller) throw new DomainError(401, 'session.required')
  return caller
}
