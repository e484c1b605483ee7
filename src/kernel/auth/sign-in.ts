import type { Database, Tx } from '#kernel/db'
import type { Vault } from '#kernel/vault'
import { DomainError, forbidden } from '#shared/errors'
import { type Attempt, checkPassword } from './check-password.ts'
import type { Organisation, SecondFactorSetup, SignInStep } from './contract.ts'
import { toMe } from './me.ts'
import { emailOf, findMembership, organisationsOf, whoseEmail } from './repo.ts'
import { begin, checkCode, confirmSecondFactor, type Gate } from './second-factor.ts'
import { findSecret, isMissing } from './second-factor-repo.ts'
import { hashToken, newToken } from './secrets.ts'
import type { Method } from './session-repo.ts'
import { type OpenedSession, openSession, type Person, takesPassword } from './sessions.ts'
import * as repo from './sign-in-repo.ts'

/** Setting up a second factor begins with finding an application for it. */
const pendingMinutes = { code: 10, organisation: 10, second_factor: 30 }

/** How far somebody has come, and what their browser is given for it. */
export type Progress = { accountId: string; step: SignInStep; session?: OpenedSession; pending?: string }

/** The first step. @throws what {@link checkPassword} and {@link goOn} throw. */
export async function signIn(db: Database, email: string, password: string, attempt: Attempt = {}): Promise<Progress> {
  const { accountId } = await checkPassword(db, email, password, attempt)
  return db.atGate(async (tx) =>
    (await findSecret(tx, accountId)) === undefined
      ? goOn(tx, accountId, attempt)
      : wait(tx, { account_id: accountId, next: 'code' }),
  )
}

/** Opens the session of somebody who is proven, or says what is left to do. @throws {DomainError} `session.no_organisation` (403). */
async function goOn(tx: Tx, accountId: string, attempt: Attempt): Promise<Progress> {
  const organisations = await organisationsOf(tx, accountId)
  const [only, ...others] = organisations
  if (!only) throw forbidden('session.no_organisation')
  if (others.length === 0) return enter(tx, accountId, only.id, attempt)
  return wait(tx, { account_id: accountId, next: 'organisation' }, organisations)
}

/** Has the browser keep who it is, until they have done what is left. */
async function wait(tx: Tx, left: repo.Left, organisations: Organisation[] = []): Promise<Progress> {
  const pending = newToken()
  const expires_at = new Date(Date.now() + pendingMinutes[left.next] * 60_000)
  await repo.insertPending(tx, { token_hash: hashToken(pending), expires_at, ...left })
  return { accountId: left.account_id, step: { next: left.next, organisations, me: null }, pending }
}

/**
 * Into an organisation, with whatever it requires of those who come with a password.
 * @throws {DomainError} `session.not_a_member`, `session.single_sign_on_only` (403).
 */
export async function enter(
  tx: Tx,
  accountId: string,
  orgId: string,
  { userAgent }: Attempt,
  method: Method = 'password',
): Promise<Progress> {
  const member = await findMembership(tx, orgId, accountId)
  if (!member) throw forbidden('session.not_a_member')
  if (method === 'password') {
    if (!(await takesPassword(tx, orgId, member.role))) throw forbidden('session.single_sign_on_only')
    if (await isMissing(tx, orgId, accountId))
      return wait(tx, { account_id: accountId, next: 'second_factor', org_id: orgId })
  }
  const me = toMe(member, await organisationsOf(tx, accountId), method)
  const session = await openSession(tx, me, new Date(), { userAgent, method })
  return { accountId, step: { next: null, organisations: [], me }, session }
}

/** @throws {DomainError} `session.sign_in_again` (401), unless this is what is left to do. */
async function takePending(tx: Tx, pending: string, next: repo.Left['next']): Promise<repo.Pending> {
  const found = await repo.lockPending(tx, hashToken(pending))
  if (found?.next !== next) throw new DomainError(401, 'session.sign_in_again')
  return found
}

/**
 * Goes on with a code of the second factor, once for each sign-in.
 * @throws {DomainError} `session.sign_in_again` (401) and what {@link checkCode} and {@link goOn} throw.
 */
export async function giveCode(gate: Gate, pending: string, code: string, attempt: Attempt): Promise<Progress> {
  const { account_id } = await gate.db.atGate((tx) => takePending(tx, pending, 'code'))
  await checkCode(gate, account_id, code)
  return gate.db.atGate(async (tx) => {
    const { token_hash } = await takePending(tx, pending, 'code')
    await repo.deletePending(tx, token_hash)
    return goOn(tx, account_id, attempt)
  })
}

/** The secret for the telephone of somebody whose organisation requires it. @throws {DomainError} `session.sign_in_again` (401). */
export async function setUpAtSignIn(tx: Tx, vault: Vault, pending: string): Promise<SecondFactorSetup> {
  const { account_id: accountId } = await takePending(tx, pending, 'second_factor')
  return begin(tx, vault, { accountId, email: await emailOf(tx, accountId) })
}

/**
 * Turns the second factor on and comes in.
 * @throws {DomainError} `session.sign_in_again` (401) and what {@link confirmSecondFactor} throws.
 */
export async function confirmAtSignIn(
  gate: Gate,
  pending: string,
  code: string,
  attempt: Attempt,
  confirmed: (tx: Tx, who: { accountId: string; orgId: string }) => Promise<void>,
): Promise<Progress & { recoveryCodes: string[] }> {
  const { account_id: accountId, org_id } = await gate.db.atGate((tx) => takePending(tx, pending, 'second_factor'))
  const orgId = org_id!
  const email = await gate.db.atGate((tx) => emailOf(tx, accountId))
  const recoveryCodes = await confirmSecondFactor(gate, { accountId, email }, code, (tx) =>
    confirmed(tx, { accountId, orgId }),
  )
  return gate.db.atGate(async (tx) => {
    const { token_hash } = await takePending(tx, pending, 'second_factor')
    await repo.deletePending(tx, token_hash)
    return { ...(await enter(tx, accountId, orgId, attempt)), recoveryCodes }
  })
}

/**
 * Goes on with the organisation that was chosen, once for each sign-in.
 * @throws {DomainError} `session.sign_in_again` (401), `session.not_a_member` (403).
 */
export async function chooseOrganisation(tx: Tx, pending: string, orgId: string, attempt: Attempt): Promise<Progress> {
  const found = await takePending(tx, pending, 'organisation')
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

/** The same of somebody whose code is refused. */
export async function whosePending(tx: Tx, pending: string): Promise<{ orgId: string; userId: string } | undefined> {
  const found = await repo.lockPending(tx, hashToken(pending))
  const [org] = found ? await organisationsOf(tx, found.account_id) : []
  return found && org && { orgId: org.id, userId: found.account_id }
}
