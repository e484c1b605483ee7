import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { audit, presentable, type Told } from '#kernel/audit'
import type { Changes } from '#kernel/audit/contract'
import type { Caller } from '#kernel/auth'
import type { Tx } from '#kernel/db'
import type { Endpoint } from '#shared/endpoint'
import { operationIdOf } from './openapi.ts'

type Read = { params?: unknown; query?: unknown; body?: unknown }

/** What a request did, for the audit log. */
export type Note = {
  /**
   * Writes what the request changes into the audit log, in the transaction that changes it: once, in the first one.
   * @param objectId of what was made, when the address does not name it.
   */
  audit: (tx: Tx, objectId?: string) => Promise<void>
  /** Gives the settings as they were, so that the log tells what really changed. */
  before: (values: Record<string, unknown>) => void
  isWritten: () => boolean
}

export const changes = ({ method }: Endpoint) => method !== 'GET'

/** Whether what is asked shows something about people. */
export function showsPeople({ sees }: Endpoint, query: unknown): boolean {
  if (sees === undefined || sees === 'people') return sees !== undefined
  return sees.some((field) => (query as Record<string, unknown> | undefined)?.[field] !== undefined)
}

/** Who asks for what from where: the part of an entry that is known before anything is done. */
export function asked(
  endpoint: Endpoint,
  request: FastifyRequest,
  caller: Caller,
): Pick<Told, 'orgId' | 'who' | 'whoId' | 'address' | 'verb' | 'objectType' | 'objectId' | 'requestId'> {
  return {
    orgId: caller.orgId,
    who: caller.via === 'key' ? 'service' : 'account',
    whoId: caller.userId,
    address: request.ip,
    verb: operationIdOf(endpoint),
    ...objectOf(endpoint.path, request.params as Record<string, unknown>),
    requestId: request.id,
  }
}

export function openNote(endpoint: Endpoint, request: FastifyRequest, caller: Caller, read: Read): Note {
  let old: Record<string, unknown> = {}
  let written = false
  return {
    before: (values) => void (old = values),
    isWritten: () => written,
    async audit(tx, objectId) {
      if (written) return
      const told = asked(endpoint, request, caller)
      await audit(tx, {
        ...told,
        kind: 'change',
        objectId: told.objectId ?? (isId(objectId) ? objectId : null),
        changes: changesOf(endpoint, read.body, old),
      })
      written = true
    },
  }
}

/** What was looked for: names of the filters, never their values. */
export function reading(endpoint: Endpoint, request: FastifyRequest, caller: Caller, query: unknown): Told {
  const given = Object.entries(query ?? {}).filter(([, value]) => value !== undefined)
  const filters = given.map(([name]) => name).filter((name) => name !== 'cursor' && name !== 'limit')
  return {
    ...asked(endpoint, request, caller),
    kind: 'read',
    changes: Object.fromEntries(filters.map((name) => [name, null])),
  }
}

/** `/api/sites/:id/members/:memberId` is about a member: the last thing named, and its id if it is in the address. */
function objectOf(path: string, params: Record<string, unknown> = {}) {
  const parts = path
    .replace(/\.\w+$/, '')
    .split('/')
    .slice(2)
  const last = parts.findLastIndex((part) => part.startsWith(':'))
  const id = last === -1 ? undefined : params[parts[last]!.slice(1)]
  return { objectType: parts[last === -1 ? 0 : last - 1] ?? null, objectId: isId(id) ? id : null }
}

const isId = (value: unknown): value is string =>
  typeof value === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value)

/** Fields of the contract that were given; of settings their values too, and only those that differ. */
function changesOf({ body: shape, settings = [] }: Endpoint, body: unknown, old: Record<string, unknown>): Changes {
  if (!(shape instanceof z.ZodObject) || typeof body !== 'object' || body === null) return {}
  const known = new Set(Object.keys(shape.shape))
  const given = Object.entries(body).filter(([name, value]) => known.has(name) && value !== undefined)
  return Object.fromEntries(
    given.flatMap(([name, value]): [string, Changes[string]][] => {
      if (!settings.includes(name)) return [[name, null]]
      const to = presentable(value)
      if (!Object.hasOwn(old, name)) return [[name, { to }]]
      const from = presentable(old[name])
      return JSON.stringify(from) === JSON.stringify(to) ? [] : [[name, { from, to }]]
    }),
  )
}
