import type { Database, Tx } from '#kernel/db'
import type { Outgoing } from '#kernel/outgoing'
import type { Vault } from '#kernel/vault'
import { conflict, DomainError, forbidden, notFound } from '#shared/errors'
import type { Attempt } from './check-password.ts'
import * as repo from './identity-provider-repo.ts'
import { secretOf } from './identity-providers.ts'
import { findAccount, insertAccount, insertMembership, lockByEmail, updateInvitation } from './invitation-repo.ts'
import { begin, type Claims, discover, type Expected, finish } from './openid.ts'
import { findMembership } from './repo.ts'
import { setScope } from './scope-repo.ts'
import { enter, type Progress } from './sign-in.ts'

/** Signing in through an organisation's own provider: it says who somebody is, the organisation what they may. */
type Doorway = { db: Database; vault: Vault; outgoing: Outgoing; config: { publicUrl: string } }

const purpose = 'single sign-on'
const longestMs = 10 * 60_000
/** Bytes; sealed with the rest it stays within the 4,096 of a cookie. */
const longestReturn = 2000
/** Of the web app: it hands over what the provider sent. */
export const redirectUriOf = (publicUrl: string) => `${publicUrl}/connexion/retour`

type Begun = Expected & { providerId: string; at: number; returnTo: string | null }

/**
 * @returns where to send the browser, and what it is to keep until it comes back.
 * @throws {DomainError} `identity_provider.not_found` (404) and what {@link discover} throws.
 */
export async function beginSingleSignOn(
  { db, vault, outgoing, config }: Doorway,
  { id: providerId, returnTo = null }: { id: string; returnTo?: string | null },
): Promise<{ address: string; kept: string }> {
  const provider = await db.atGate((tx) => repo.find(tx, providerId))
  if (!provider) throw notFound('identity_provider', providerId)
  const found = await discover(outgoing, clientOf(vault, provider))
  const { address, expected } = await begin(found, redirectUriOf(config.publicUrl))
  const fits = returnTo !== null && Buffer.byteLength(returnTo) <= longestReturn
  const begun: Begun = { ...expected, providerId, at: Date.now(), returnTo: fits ? returnTo : null }
  return { address, kept: vault.seal(JSON.stringify(begun), purpose) }
}

/** Which provider a browser was sent to. @throws {DomainError} `session.sign_in_again` (401) for none, and for one too long ago. */
export async function whereSent({ db, vault }: Doorway, kept: string | undefined) {
  const begun = kept !== undefined && vault.isSealed(kept) ? read(vault, kept) : undefined
  const provider = begun && (await db.atGate((tx) => repo.find(tx, begun.providerId)))
  if (!provider || Date.now() - begun.at > longestMs) throw new DomainError(401, 'session.sign_in_again')
  return { begun, provider }
}

function read(vault: Vault, kept: string): Begun | undefined {
  try {
    return JSON.parse(vault.open(kept, purpose)) as Begun
  } catch {
    return undefined
  }
}

/**
 * Comes in with what the provider sent back.
 * @param linked told, in its transaction, when somebody comes for the first time.
 * @throws {DomainError} what {@link finish} and {@link whoIs} throw.
 */
export async function finishSingleSignOn(
  { db, vault, outgoing, config }: Doorway,
  { begun, provider }: Awaited<ReturnType<typeof whereSent>>,
  query: string,
  attempt: Attempt,
  linked: (tx: Tx, accountId: string) => Promise<void>,
): Promise<Progress> {
  const back = new URL(redirectUriOf(config.publicUrl))
  back.search = query
  const found = await discover(outgoing, clientOf(vault, provider))
  const claims = await finish(found, back, begun)
  return db.atGate(async (tx) => {
    const accountId = await whoIs(tx, provider, claims, linked)
    return enter(tx, accountId, provider.org_id, attempt, 'single_sign_on')
  })
}

/**
 * The account of a subject. The first time it is the member, the invited person or the newcomer whose proven address it
 * is; an address that has an account with other organisations is not this one's to take.
 * @throws {DomainError} `single_sign_on.email_unproven`, `single_sign_on.unknown` (403), `single_sign_on.known_elsewhere`,
 *   `single_sign_on.other_subject` (409).
 */
async function whoIs(
  tx: Tx,
  provider: repo.ProviderRow,
  { subject, email, isEmailVerified, name }: Claims,
  linked: (tx: Tx, accountId: string) => Promise<void>,
): Promise<string> {
  await repo.lockSubject(tx, provider.id, subject)
  const known = await repo.findIdentity(tx, provider.id, subject)
  if (known) return known
  if (!email || !(isEmailVerified || provider.trusts_email)) throw forbidden('single_sign_on.email_unproven')
  const accountId = (await memberOf(tx, provider, email)) ?? (await join(tx, provider, { email, name: name ?? email }))
  if (!(await repo.insertIdentity(tx, { provider_id: provider.id, subject, account_id: accountId })))
    throw conflict('single_sign_on.other_subject', { email })
  await linked(tx, accountId)
  return accountId
}

async function memberOf(tx: Tx, { org_id }: repo.ProviderRow, email: string): Promise<string | undefined> {
  const account = await findAccount(tx, email)
  if (!account) return undefined
  if (!(await findMembership(tx, org_id, account.id))) throw conflict('single_sign_on.known_elsewhere', { email })
  return account.id
}

async function join(
  tx: Tx,
  { org_id, newcomers_role }: repo.ProviderRow,
  { email, name }: { email: string; name: string },
): Promise<string> {
  const invitation = await lockByEmail(tx, org_id, email)
  const role = invitation?.role ?? newcomers_role
  if (!role) throw forbidden('single_sign_on.unknown', { email })
  const account_id = await insertAccount(tx, { email, name, password_hash: null })
  // Somebody has taken the address in this very moment.
  if (!account_id) throw conflict('single_sign_on.known_elsewhere', { email })
  await insertMembership(tx, { org_id, account_id, role })
  if (invitation?.scope) await setScope(tx, { orgId: org_id, memberId: account_id }, invitation.scope)
  if (invitation) await updateInvitation(tx, org_id, invitation.id, { accepted_at: new Date() })
  return account_id
}

const clientOf = (vault: Vault, row: repo.ProviderRow) => ({
  issuer: row.issuer,
  clientId: row.client_id,
  clientSecret: secretOf(vault, row),
})
