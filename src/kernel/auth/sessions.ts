import Bowser from 'bowser'
import type { Tx } from '#kernel/db'
import { conflict, notFound } from '#shared/errors'
import type { Me, Role, Session, SignInPolicy } from './contract.ts'
import { list as listProviders } from './identity-provider-repo.ts'
import { toMe } from './me.ts'
import { findMembership, organisationsOf } from './repo.ts'
import { endUnguarded, isMissing } from './second-factor-repo.ts'
import { hashToken, newToken } from './secrets.ts'
import * as repo from './session-repo.ts'

/** What a browser keeps: the token, and until when. */
export type OpenedSession = { token: string; expiresAt: Date }

/** @returns the token for the cookie; only its hash is kept. */
export async function openSession(
  tx: Tx,
  me: { userId: string; org: { id: string } },
  now = new Date(),
  { userAgent, method = 'password' }: { userAgent?: string; method?: repo.Method } = {},
): Promise<OpenedSession> {
  const token = newToken()
  const expiresAt = new Date(now.getTime() + (await repo.maxMinutesOf(tx, me.org.id)) * 60_000)
  await repo.insertSession(tx, {
    token_hash: hashToken(token),
    org_id: me.org.id,
    account_id: me.userId,
    method,
    user_agent: userAgent?.slice(0, 400) ?? null,
    expires_at: expiresAt,
  })
  return { token, expiresAt }
}

export const closeSession = (tx: Tx, token: string) => repo.deleteSession(tx, hashToken(token))

const seenEveryMs = 60_000

/**
 * The member whose session it is, if it is open. That somebody is there is noted once a minute at most.
 * @param quietly a screen that only listens is nobody at work: it does not keep the session alive.
 */
export async function findSessionMember(
  tx: Tx,
  token: string,
  { quietly = false }: { quietly?: boolean } = {},
): Promise<repo.SessionMember | undefined> {
  const member = await repo.findSession(tx, hashToken(token))
  if (member && !quietly && Date.now() - member.last_seen_at.getTime() > seenEveryMs)
    await repo.setSeen(tx, member.session_id)
  return member
}

export async function findMe(tx: Tx, token: string): Promise<Me | undefined> {
  const member = await findSessionMember(tx, token)
  return member && toMe(member, await organisationsOf(tx, member.account_id), member.method)
}

/** The person at the screen, for what is their own and no organisation's. */
export type Person = { accountId: string; email: string; orgId: string; sessionId: string; method: repo.Method }

export async function findPerson(tx: Tx, token: string): Promise<Person | undefined> {
  const member = await findSessionMember(tx, token)
  if (!member) return undefined
  const { account_id: accountId, email, org_id: orgId, session_id: sessionId, method } = member
  return { accountId, email, orgId, sessionId, method }
}

/** Whom an organisation let in by its own sign-in reaches their sessions in that organisation only: it answers for no other. */
const reach = ({ accountId, orgId, method }: Person): repo.Whose =>
  method === 'password' ? { accountId } : { accountId, orgId }

export async function listSessions(tx: Tx, person: Person): Promise<Session[]> {
  return (await repo.listSessions(tx, reach(person))).map((row) => ({
    id: row.id,
    ...browserOf(row.user_agent),
    organisation: { id: row.org_id, name: row.org_name },
    createdAt: row.created_at.toISOString(),
    lastSeenAt: row.last_seen_at.toISOString(),
    isCurrent: row.id === person.sessionId,
  }))
}

/** What a session is recognised by, such as Firefox and Linux; null where the browser does not say. */
function browserOf(userAgent: string | null): { browser: string | null; system: string | null } {
  if (!userAgent) return { browser: null, system: null }
  const parsed = Bowser.getParser(userAgent)
  return { browser: parsed.getBrowserName() || null, system: parsed.getOSName() || null }
}

/** @throws {DomainError} `session.not_found` (404): somebody else's, or ended already. */
export async function endSession(tx: Tx, person: Person, id: string): Promise<void> {
  if ((await repo.endSessions(tx, reach(person), { only: id })) === 0) throw notFound('session', id)
}

export const endOtherSessions = (tx: Tx, person: Person): Promise<number> =>
  repo.endSessions(tx, reach(person), { but: person.sessionId })

/** @throws {DomainError} `member.not_found` (404). */
export async function endMemberSessions(tx: Tx, orgId: string, accountId: string): Promise<number> {
  if (!(await findMembership(tx, orgId, accountId))) throw notFound('member', accountId)
  return repo.endSessions(tx, { accountId, orgId })
}

const usual: SignInPolicy = {
  sessionIdleMinutes: 10_080,
  sessionMaxMinutes: 43_200,
  secondFactorRequired: false,
  passwordsFor: 'everybody',
}

export async function getSignInPolicy(tx: Tx, orgId: string): Promise<SignInPolicy> {
  const row = await repo.findPolicy(tx, orgId)
  if (!row) return usual
  return {
    sessionIdleMinutes: row.session_idle_minutes,
    sessionMaxMinutes: row.session_max_minutes,
    secondFactorRequired: row.second_factor_required,
    passwordsFor: row.passwords_for,
  }
}

/**
 * Holds at once, for open sessions too: those of members without a required second factor end.
 * @throws {DomainError} `second_factor.own_first` (409): whoever requires it has it; `single_sign_on.none` (409): nobody is
 *   kept from their password before there is another way in.
 */
export async function setSignInPolicy(
  tx: Tx,
  { orgId, userId }: { orgId: string; userId: string },
  policy: SignInPolicy,
): Promise<SignInPolicy> {
  await repo.upsertPolicy(tx, {
    org_id: orgId,
    session_idle_minutes: policy.sessionIdleMinutes,
    session_max_minutes: policy.sessionMaxMinutes,
    second_factor_required: policy.secondFactorRequired,
    passwords_for: policy.passwordsFor,
  })
  if (policy.passwordsFor === 'owners') {
    if ((await listProviders(tx, orgId)).length === 0) throw conflict('single_sign_on.none')
    await repo.endPasswords(tx, orgId)
  }
  if (!policy.secondFactorRequired) return policy
  if (await isMissing(tx, orgId, userId)) throw conflict('second_factor.own_first')
  await endUnguarded(tx, orgId)
  return policy
}

/** Where single sign-on is the rule, a password opens for owners only: should the provider fail, they mend it. */
export const takesPassword = async (tx: Tx, orgId: string, role: Role): Promise<boolean> =>
  role === 'owner' || (await getSignInPolicy(tx, orgId)).passwordsFor === 'everybody'

/** Takes away whatever has had its time: sessions, failures, tokens. */
export const purgeAccess = (tx: Tx): Promise<number> => repo.purge(tx)
