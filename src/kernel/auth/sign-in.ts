import { isIP } from 'node:net'
import type { Database, Tx } from '#kernel/db'
import { DomainError, forbidden } from '#shared/errors'
import type { SignInStep } from './contract.ts'
import { toMe } from './me.ts'
import { findMembership, organisationsOf, whoseEmail } from './repo.ts'
import { hashPassword, hashToken, isPassword, newToken } from './secrets.ts'
import { type OpenedSession, openSession, type Person } from './sessions.ts'
import * as repo from './sign-in-repo.ts'

/** Wrong passwords for one address, and from one place, before they must wait; and for how long each counts. */
const guessing = { failures: 10, failuresFromOnePlace: 100, minutes: 15 }
const pendingMinutes = 10

/** An attempt: from where, by which browser, and the token of one that signed in before. */
export type Attempt = { address?: string; browser?: string; userAgent?: string }

/** How far somebody has come, and what their browser is given for it. */
export type Progress = { accountId: string; step: SignInStep; session?: OpenedSession; pending?: string }

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
  if (!isRight || !account?.password_hash) throw new DomainError(401, 'session.wrong_credentials')
  await db.atGate((tx) => repo.deleteFailures(tx, counter))
  return { accountId: account.id }
}

let decoy: Promise<string> | undefined
const nobodysHash = () => (decoy ??= hashPassword(newToken()))

/** The first step. @throws what {@link checkPassword} and {@link goOn} throw. */
export async function signIn(db: Database, email: string, password: string, attempt: Attempt = {}): Promise<Progress> {
  const { accountId } = await checkPassword(db, email, password, attempt)
  return db.atGate((tx) => goOn(tx, accountId, attempt))
}

/** Opens the session of somebody who is proven, or says what is left to do. @throws {DomainError} `session.no_organisation` (403). */
async function goOn(tx: Tx, accountId: string, attempt: Attempt): Promise<Progress> {
  const organisations = await organisationsOf(tx, accountId)
  const [only, ...others] = organisations
  if (!only) throw forbidden('session.no_organisation')
  if (others.length === 0) return enter(tx, accountId, only.id, attempt)
  const pending = newToken()
  const expires_at = new Date(Date.now() + pendingMinutes * 60_000)
  await repo.insertPending(tx, { token_hash: hashToken(pending), account_id: accountId, expires_at })
  return { accountId, step: { next: 'organisation', organisations, me: null }, pending }
}

async function enter(tx: Tx, accountId: string, orgId: string, { userAgent }: Attempt): Promise<Progress> {
  const member = await findMembership(tx, orgId, accountId)
  if (!member) throw forbidden('session.not_a_member')
  const me = toMe(member, await organisationsOf(tx, accountId))
  const session = await openSession(tx, me, new Date(), { userAgent })
  return { accountId, step: { next: null, organisations: [], me }, session }
}

/**
 * Goes on with the organisation that was chosen, once for each sign-in.
 * @throws {DomainError} `session.sign_in_again` (401), `session.not_a_member` (403).
 */
export async function chooseOrganisation(tx: Tx, pending: string, orgId: string, attempt: Attempt): Promise<Progress> {
  const found = await repo.lockPending(tx, hashToken(pending))
  if (!found) throw new DomainError(401, 'session.sign_in_again')
  await repo.deletePending(tx, found.token_hash)
  return enter(tx, found.account_id, orgId, attempt)
}

/** From one organisation to another. @throws {DomainError} `session.sign_in_again` (401), `session.not_a_member` (403). */
export async function switchOrganisation(tx: Tx, person: Person, orgId: string, attempt: Attempt): Promise<Progress> {
  // An organisation answers for its own members only.
  if (person.method !== 'password') throw new DomainError(401, 'session.sign_in_again')
  return enter(tx, person.accountId, orgId, attempt)
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
  const found = await whoseEmail(tx, email)
  return found && { orgId: found.org_id, userId: found.account_id }
}
