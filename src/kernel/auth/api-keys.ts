import type { Database, Tx } from '#kernel/db'
import type { Mailer } from '#kernel/mail'
import { conflict, DomainError, forbidden, invalid, notFound } from '#shared/errors'
import type { ApiKey } from './contract.ts'
import * as repo from './api-key-repo.ts'
import { enqueueAtGate } from './invitation-repo.ts'
import { keyEndsLetter } from './letters.ts'
import { type Caller, isOfWhole, rightNames } from './rights.ts'
import { hashToken, newToken } from './secrets.ts'
import { createServiceAccount, lockServiceAccount } from './service-accounts.ts'

const prefix = 'vv_'
const hourMs = 3_600_000
const dayMs = 24 * hourMs
/** Its owners hear of a key's end this long before. */
const warnedBeforeMs = 14 * dayMs

type Given = { scopes: readonly string[]; siteIds: readonly string[] | null }

/**
 * The program of a secret. @returns undefined for no key, or one that is revoked, whoever shows it.
 * @throws {DomainError} `api_key.expired`, `api_key.suspended` (401), said only to whoever has the secret.
 */
export async function findProgram(tx: Tx, secret: string, now = new Date()): Promise<Caller | undefined> {
  const key = secret.startsWith(prefix) ? await repo.findKey(tx, hashToken(secret)) : undefined
  if (!key) return undefined
  if (key.expires_at && key.expires_at <= now)
    throw new DomainError(401, 'api_key.expired', { name: key.name, at: key.expires_at.toISOString() })
  if (key.suspended_at) throw new DomainError(401, 'api_key.suspended', { name: key.name })
  return {
    orgId: key.org_id,
    userId: key.service_account_id,
    rights: new Set(key.scopes),
    siteIds: key.site_ids,
    staff: null,
    via: 'key',
  }
}

export const listApiKeys = async (tx: Tx, orgId: string): Promise<ApiKey[]> =>
  (await repo.listKeys(tx, orgId)).map(toApiKey)

/**
 * Nobody gives a key more than one has: neither rights nor sites.
 * @throws {DomainError} `api_key.unknown_scope`, `api_key.right_of_whole` (422) for a right that sites cannot bound,
 *   `right.missing`, `scope.beyond` (403), `service_account.not_found` (404), `reference.unknown` (422) for a site that
 *   does not exist.
 */
export async function createApiKey(
  tx: Tx,
  caller: Caller,
  input: {
    serviceAccountId?: string
    name: string
    scopes: string[]
    siteIds?: string[] | null
    expiresInDays?: number | null
  },
  now = new Date(),
): Promise<ApiKey & { secret: string }> {
  const { name, scopes, siteIds = null, expiresInDays = null } = input
  const unknown = scopes.find((scope) => !rightNames().includes(scope))
  if (unknown) throw new DomainError(422, 'api_key.unknown_scope', { scope: unknown })
  refuseBeyond(caller, { scopes, siteIds })
  const unbounded = siteIds && scopes.find(isOfWhole)
  if (unbounded) throw invalid('api_key.right_of_whole', { right: unbounded })
  const { id: serviceAccountId } = input.serviceAccountId
    ? await lockServiceAccount(tx, caller.orgId, input.serviceAccountId)
    : await createServiceAccount(tx, caller, { name })
  const expiresAt = expiresInDays === null ? null : new Date(now.getTime() + expiresInDays * dayMs)
  return insert(tx, caller, { serviceAccountId, name, scopes, siteIds, expiresAt }, now)
}

/**
 * A new key in the place of an old one, of the same rights, sites and length of life.
 * @param overlapHours how long the old one still works; it never lives longer for it.
 * @throws {DomainError} `api_key.not_found` (404), `api_key.rotated` (409), `right.missing`, `scope.beyond` (403): who
 *   rotates a key sees a secret, hence must have what it opens.
 */
export async function rotateApiKey(
  tx: Tx,
  caller: Caller,
  id: string,
  overlapHours: number,
  now = new Date(),
): Promise<ApiKey & { secret: string }> {
  const old = await repo.lockKey(tx, caller.orgId, id)
  if (!old) throw notFound('api_key', id)
  if (old.rotated_at) throw conflict('api_key.rotated')
  const { name, scopes, site_ids: siteIds, expires_at, created_at } = old
  refuseBeyond(caller, { scopes, siteIds })
  const end = new Date(now.getTime() + overlapHours * hourMs)
  const ended = expires_at && expires_at < end ? expires_at : end
  await repo.updateKey(tx, caller.orgId, id, { expires_at: ended, rotated_at: now })
  const expiresAt = expires_at && new Date(now.getTime() + expires_at.getTime() - created_at.getTime())
  return insert(tx, caller, { serviceAccountId: old.service_account_id, name, scopes, siteIds, expiresAt }, now)
}

/** @throws {DomainError} `api_key.not_found` (404). */
export async function revokeApiKey(tx: Tx, orgId: string, id: string, now = new Date()): Promise<void> {
  if (!(await repo.updateKey(tx, orgId, id, { revoked_at: now }))) throw notFound('api_key', id)
}

/** The job that looks, every hour, for keys about to end: their owners are told once each. */
export async function warnOfEndingKeys(tx: Tx, now = new Date()): Promise<void> {
  for (const { org_id: orgId, id } of await repo.markEnding(tx, new Date(now.getTime() + warnedBeforeMs)))
    await enqueueAtGate(tx, 'auth.tell_key_ends', { orgId, id }, `key ends ${id}`)
}

/** The job that tells them. One that was revoked or rotated since is not worth a letter. */
export async function tellKeyEnds(
  db: Database,
  mailer: Mailer,
  publicUrl: string,
  { orgId, id }: { orgId: string; id: string },
): Promise<void> {
  const key = mailer.configured && (await db.atGate((tx) => repo.findEnding(tx, orgId, id)))
  if (!key) return
  const letter = keyEndsLetter({ ...key, at: key.expires_at }, `${publicUrl}/reglages/cles-api`)
  for (const to of key.emails) await mailer.send({ id: `${id}.ends.${to.replace('@', '.at.')}`, to, ...letter })
}

function refuseBeyond(caller: Caller, { scopes, siteIds }: Given): void {
  const beyond = scopes.find((scope) => !caller.rights.has(scope))
  if (beyond) throw new DomainError(403, 'right.missing', { right: beyond })
  if (caller.siteIds && !siteIds?.every((id) => caller.siteIds!.includes(id))) throw forbidden('scope.beyond')
}

async function insert(
  tx: Tx,
  { orgId, userId }: Caller,
  {
    serviceAccountId,
    name,
    scopes,
    siteIds,
    expiresAt,
  }: Given & Pick<ApiKey, 'serviceAccountId' | 'name'> & { expiresAt: Date | null },
  now: Date,
): Promise<ApiKey & { secret: string }> {
  const secret = prefix + newToken()
  const key = await repo.insertKey(
    tx,
    {
      org_id: orgId,
      service_account_id: serviceAccountId,
      name,
      prefix: secret.slice(0, 9),
      secret_hash: hashToken(secret),
      scopes: [...scopes],
      created_by: userId,
      created_at: now,
      expires_at: expiresAt,
    },
    siteIds,
  )
  return { ...toApiKey(key), secret }
}

const toApiKey = (key: Omit<repo.KeyRow, 'suspended_at'>): ApiKey => ({
  id: key.id,
  serviceAccountId: key.service_account_id,
  name: key.name,
  prefix: key.prefix,
  scopes: key.scopes,
  siteIds: key.site_ids,
  createdAt: key.created_at.toISOString(),
  expiresAt: key.expires_at?.toISOString() ?? null,
  rotatedAt: key.rotated_at?.toISOString() ?? null,
  lastUsedAt: key.last_used_at?.toISOString() ?? null,
})
