import type { Tx } from '#kernel/db'
import { conflict, DomainError, forbidden, invalid, notFound } from '#shared/errors'
import type { ApiKey, Me, Role } from './contract.ts'
import { toMe } from './me.ts'
import * as repo from './repo.ts'
import { type Caller, isOfWhole, rightNames, rightsOf } from './rights.ts'
import { hashPassword, hashToken, newToken } from './secrets.ts'
import { findSessionMember } from './sessions.ts'

const keyPrefix = 'vv_'

/** @throws {DomainError} `setup.already_done` (409) once there is an organisation. */
export async function setUp(
  tx: Tx,
  input: { org: string; name: string; email: string; password: string },
): Promise<Me> {
  if (await repo.lockSetup(tx)) throw conflict('setup.already_done')
  const org_id = await repo.insertOrg(tx, input.org)
  const account_id = await repo.insertMember(tx, {
    org_id,
    email: input.email,
    name: input.name,
    password_hash: await hashPassword(input.password),
    role: 'owner',
  })
  const member = { account_id, org_id, org_name: input.org, email: input.email, name: input.name }
  return toMe({ ...member, role: 'owner', scope: null }, [{ id: org_id, name: input.org }])
}

/**
 * Who calls: an API key goes before a session, so that a program is never taken for the person at the screen.
 * @param quietly it only listens: the session is not kept alive.
 */
export async function findCaller(
  tx: Tx,
  { bearer, token, quietly }: { bearer?: string; token?: string; quietly?: boolean },
): Promise<Caller | undefined> {
  if (bearer !== undefined) {
    const key = bearer.startsWith(keyPrefix) ? await repo.findKey(tx, hashToken(bearer)) : undefined
    if (!key) return undefined
    return {
      orgId: key.org_id,
      userId: key.id,
      rights: new Set(key.scopes),
      siteIds: key.site_ids,
      staff: null,
      via: 'key',
    }
  }
  const member = token ? await findSessionMember(tx, token, { quietly }) : undefined
  if (!member) return undefined
  const siteIds = member.scope?.siteIds ?? null
  return {
    orgId: member.org_id,
    userId: member.account_id,
    rights: new Set(rightsOf(member.role, siteIds)),
    siteIds,
    staff: member.scope?.staff ?? null,
    via: 'session',
  }
}

export const listApiKeys = async (tx: Tx, orgId: string) => (await repo.listKeys(tx, orgId)).map(toApiKey)

/**
 * Nobody gives a key more than one has: neither rights nor sites.
 * @throws {DomainError} `api_key.unknown_scope`, `api_key.right_of_whole` (422) for a right that sites cannot bound,
 *   `right.missing`, `scope.beyond` (403), `reference.unknown` (422) for a site that does not exist.
 */
export async function createApiKey(
  tx: Tx,
  caller: Caller,
  input: { name: string; scopes: string[]; siteIds?: string[] | null },
): Promise<ApiKey & { secret: string }> {
  const unknown = input.scopes.find((scope) => !rightNames().includes(scope))
  if (unknown) throw new DomainError(422, 'api_key.unknown_scope', { scope: unknown })
  const beyond = input.scopes.find((scope) => !caller.rights.has(scope))
  if (beyond) throw new DomainError(403, 'right.missing', { right: beyond })
  const siteIds = input.siteIds ?? null
  const unbounded = siteIds && input.scopes.find(isOfWhole)
  if (unbounded) throw invalid('api_key.right_of_whole', { right: unbounded })
  if (caller.siteIds && !siteIds?.every((id) => caller.siteIds!.includes(id))) throw forbidden('scope.beyond')
  const secret = keyPrefix + newToken()
  const key = await repo.insertKey(
    tx,
    {
      org_id: caller.orgId,
      name: input.name,
      prefix: secret.slice(0, 9),
      secret_hash: hashToken(secret),
      scopes: input.scopes,
      created_by: caller.userId,
    },
    siteIds,
  )
  return { ...toApiKey(key), secret }
}

/** @throws {DomainError} `api_key.not_found` (404). */
export async function revokeApiKey(tx: Tx, orgId: string, id: string): Promise<void> {
  if (!(await repo.revokeKey(tx, orgId, id))) throw notFound('api_key', id)
}

/** Today's names of accounts and API keys, by id: for a log that keeps ids only. */
export const actorNames = async (tx: Tx, ids: string[]): Promise<Map<string, string>> =>
  new Map(ids.length === 0 ? [] : (await repo.namesOf(tx, ids)).map(({ id, name }) => [id, name]))

export const listActors = (tx: Tx, orgId: string) => repo.listActors(tx, orgId)

/** For tests and seeds: a person of a given role in an organisation of its own or an existing one. */
export async function addMember(
  tx: Tx,
  input: { orgId?: string; org?: string; email: string; name: string; password: string; role: Role },
): Promise<Me> {
  const org_id = input.orgId ?? (await repo.insertOrg(tx, input.org ?? input.name))
  const account_id = await repo.insertMember(tx, {
    org_id,
    email: input.email,
    name: input.name,
    password_hash: await hashPassword(input.password),
    role: input.role,
  })
  const member = { account_id, org_id, org_name: input.org ?? '', email: input.email, name: input.name }
  return toMe({ ...member, role: input.role, scope: null })
}

const toApiKey = (key: Awaited<ReturnType<typeof repo.insertKey>>): ApiKey => ({
  id: key.id,
  name: key.name,
  prefix: key.prefix,
  scopes: key.scopes,
  siteIds: key.site_ids,
  createdAt: key.created_at.toISOString(),
  lastUsedAt: key.last_used_at?.toISOString() ?? null,
})
