import { isIP } from 'node:net'
import type { Database, Tx } from '#kernel/db'
import { conflict, DomainError, forbidden, invalid, notFound } from '#shared/errors'
import type { ApiKey, Me, Role } from './contract.ts'
import * as repo from './repo.ts'
import { type Caller, isOfWhole, rightNames, rightsOf } from './rights.ts'
import { hashPassword, hashToken, isPassword, newToken } from './secrets.ts'

const sessionDays = 30
/** Wrong passwords for one address, and from one place, before they must wait; and for how long each counts. */
const guessing = { failures: 10, failuresFromOnePlace: 100, minutes: 15 }
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
  return toMe({ ...member, role: 'owner', scope: null })
}

/** An attempt: from where, and the token of a browser that signed in before. */
export type Attempt = { address?: string; browser?: string }

/**
 * Tries the password of an address. Unknown address and wrong password take the same time and give the same answer. An
 * attempt counts before its password is tried, so that guesses made at once are not more; trying it holds no connection.
 * A browser in which the account has signed in before counts by itself: guesses made elsewhere do not shut its owner out.
 * @throws {DomainError} `session.too_many_attempts` (429), `session.wrong_credentials` (401).
 */
export async function checkPassword(
  db: Database,
  email: string,
  password: string,
  { address, browser }: Attempt = {},
): Promise<{ accountId: string }> {
  const { failures, failuresFromOnePlace, minutes } = guessing
  const from = address && isIP(address) ? address : null
  const { account, counter } = await db.atGate(async (tx) => {
    const account = await repo.findAccount(tx, email)
    const isKnown = account && browser && (await repo.isKnownBrowser(tx, account.id, hashToken(browser)))
    const counter = isKnown ? `${email} ${hashToken(browser).toString('base64url')}` : email
    await repo.lockFailures(tx, counter)
    const count = await repo.countFailures(tx, counter, from, minutes)
    if (count.of_email >= failures || (!isKnown && count.from_there >= failuresFromOnePlace))
      throw new DomainError(429, 'session.too_many_attempts', { minutes })
    await repo.insertFailure(tx, counter, from)
    return { account, counter }
  })
  const isRight = await isPassword(password, account?.password_hash ?? (await nobodysHash()))
  if (!isRight || !account) throw new DomainError(401, 'session.wrong_credentials')
  await db.atGate((tx) => repo.deleteFailures(tx, counter))
  return { accountId: account.id }
}

/** Tells who signs in. @throws what {@link checkPassword} throws. */
export async function signIn(db: Database, email: string, password: string, attempt?: Attempt): Promise<Me> {
  await checkPassword(db, email, password, attempt)
  const member = await db.atGate((tx) => repo.findMemberByEmail(tx, email))
  if (!member) throw new DomainError(401, 'session.wrong_credentials')
  return toMe(member)
}

/** Remembers the browser for its account. @returns its token, for a cookie. */
export async function knowBrowser(tx: Tx, accountId: string, browser: string | undefined): Promise<string> {
  const token = browser && /^[\w-]{43}$/.test(browser) ? browser : newToken()
  await repo.upsertKnownBrowser(tx, accountId, hashToken(token))
  return token
}

/** Who a refused attempt was meant to be, for the audit log. */
export async function whoseAttempt(
  tx: Tx,
  email: string,
): Promise<{ orgId: string; userId: string | null } | undefined> {
  const found = await repo.whoseEmail(tx, email)
  return found && { orgId: found.org_id, userId: found.account_id }
}

let decoy: Promise<string> | undefined
const nobodysHash = () => (decoy ??= hashPassword(newToken()))

/** @returns the token for the cookie; only its hash is kept. */
export async function openSession(
  tx: Tx,
  me: { userId: string; org: { id: string } },
  now = new Date(),
  userAgent?: string,
): Promise<{ token: string; expiresAt: Date }> {
  const token = newToken()
  const expiresAt = new Date(now.getTime() + sessionDays * 86_400_000)
  await repo.insertSession(tx, {
    token_hash: hashToken(token),
    org_id: me.org.id,
    account_id: me.userId,
    expires_at: expiresAt,
    user_agent: userAgent?.slice(0, 400) ?? null,
  })
  return { token, expiresAt }
}

export const closeSession = (tx: Tx, token: string) => repo.deleteSession(tx, hashToken(token))

export async function findMe(tx: Tx, token: string): Promise<Me | undefined> {
  const member = await repo.findSession(tx, hashToken(token))
  return member && toMe(member)
}

/** Who calls: an API key goes before a session, so that a program is never taken for the person at the screen. */
export async function findCaller(
  tx: Tx,
  { bearer, token }: { bearer?: string; token?: string },
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
  const member = token ? await repo.findSession(tx, hashToken(token)) : undefined
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

const toMe = (member: repo.Member): Me => ({
  userId: member.account_id,
  email: member.email,
  name: member.name,
  role: member.role,
  org: { id: member.org_id, name: member.org_name },
  siteIds: member.scope?.siteIds ?? null,
  rights: rightsOf(member.role, member.scope?.siteIds ?? null),
})

const toApiKey = (key: Awaited<ReturnType<typeof repo.insertKey>>): ApiKey => ({
  id: key.id,
  name: key.name,
  prefix: key.prefix,
  scopes: key.scopes,
  siteIds: key.site_ids,
  createdAt: key.created_at.toISOString(),
  lastUsedAt: key.last_used_at?.toISOString() ?? null,
})
