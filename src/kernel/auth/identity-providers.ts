import { type Tx, uuidv7 } from '#kernel/db'
import type { Outgoing } from '#kernel/outgoing'
import type { Vault } from '#kernel/vault'
import { conflict, DomainError, notFound } from '#shared/errors'
import type { IdentityProvider, Role } from './contract.ts'
import * as repo from './identity-provider-repo.ts'
import { discover } from './openid.ts'
import { endSingleSignOn, findPolicy } from './session-repo.ts'

export type Fields = {
  name: string
  issuer: string
  clientId: string
  clientSecret?: string
  newcomersRole: Role | null
  trustsEmail: boolean
}

/** Its problem is said in the reader's language later. */
export type Kept = Omit<IdentityProvider, 'problem'> & { problem: string | null }

/** Each is a button on the page where everybody signs in. */
const most = 10
const purposeOf = (id: string) => `identity provider ${id}`

export const secretOf = (vault: Vault, { id, client_secret }: repo.ProviderRow): string =>
  vault.open(client_secret, purposeOf(id))

export const listIdentityProviders = async (tx: Tx, orgId: string): Promise<Kept[]> =>
  (await repo.list(tx, orgId)).map(toIdentityProvider)
/** Those of every organisation that answer: before somebody is in, nobody knows whose they are. */
export const listWaysIn = async (tx: Tx) =>
  (await repo.list(tx)).flatMap(({ id, name, problem }) => (problem ? [] : { id, name }))

/**
 * Asks a provider for its configuration.
 * @returns the code of why it does not answer, null when it does: it is kept, and offered once it does.
 * @throws {OutgoingError} for an address that is not to be asked at all.
 */
export async function tryProvider(outgoing: Outgoing, { issuer, clientId }: Fields): Promise<string | null> {
  await outgoing.check(issuer)
  try {
    await discover(outgoing, { issuer, clientId })
    return null
  } catch (error) {
    if (error instanceof DomainError) return error.code
    throw error
  }
}

/** @throws {DomainError} `identity_provider.too_many`, `identity_provider.taken` (409). */
export async function addIdentityProvider(
  tx: Tx,
  vault: Vault,
  { orgId, problem }: { orgId: string; problem: string | null },
  { clientSecret = '', ...fields }: Fields,
): Promise<Kept> {
  if ((await repo.list(tx, orgId)).length >= most) throw conflict('identity_provider.too_many', { most })
  const id = uuidv7()
  const client_secret = vault.seal(clientSecret, purposeOf(id))
  if (!(await repo.insert(tx, { id, org_id: orgId, ...toRow(fields), client_secret, problem })))
    throw conflict('identity_provider.taken')
  return get(tx, orgId, id)
}

/** Of another issuer nobody is known yet. @throws {DomainError} `identity_provider.not_found` (404). */
export async function changeIdentityProvider(
  tx: Tx,
  vault: Vault,
  { orgId, id, problem }: { orgId: string; id: string; problem: string | null },
  { clientSecret, ...fields }: Fields,
): Promise<{ before: Kept; after: Kept }> {
  const before = await get(tx, orgId, id)
  const secret = clientSecret && { client_secret: vault.seal(clientSecret, purposeOf(id)) }
  await repo.update(tx, id, { ...toRow(fields), ...secret, problem })
  if (before.issuer !== fields.issuer) {
    await repo.forgetSubjects(tx, id)
    await endSingleSignOn(tx, orgId)
  }
  return { before, after: await get(tx, orgId, id) }
}

/**
 * The sessions that it opened end.
 * @throws {DomainError} `identity_provider.not_found` (404), `identity_provider.last` (409) while nobody but owners has a password.
 */
export async function removeIdentityProvider(tx: Tx, orgId: string, id: string): Promise<void> {
  await get(tx, orgId, id)
  await repo.remove(tx, id)
  await endSingleSignOn(tx, orgId)
  const policy = await findPolicy(tx, orgId)
  if (policy?.passwords_for === 'owners' && (await repo.list(tx, orgId)).length === 0)
    throw conflict('identity_provider.last')
}

/** Seals secrets with the current key. @returns how many were not. @throws {VaultError} for a lost key. */
export async function sealIdentityProviders(tx: Tx, vault: Vault): Promise<number> {
  const stale = (await repo.list(tx)).filter(({ client_secret }) => !vault.isCurrent(client_secret))
  for (const row of stale)
    await repo.update(tx, row.id, { client_secret: vault.seal(secretOf(vault, row), purposeOf(row.id)) })
  return stale.length
}

async function get(tx: Tx, orgId: string, id: string): Promise<Kept> {
  const found = (await listIdentityProviders(tx, orgId)).find((one) => one.id === id)
  if (!found) throw notFound('identity_provider', id)
  return found
}

const toRow = ({ name, issuer, clientId, newcomersRole, trustsEmail }: Fields) => ({
  name,
  issuer,
  client_id: clientId,
  newcomers_role: newcomersRole,
  trusts_email: trustsEmail,
})
const toIdentityProvider = (row: repo.ProviderRow & { people: number }): Kept => ({
  id: row.id,
  name: row.name,
  issuer: row.issuer,
  clientId: row.client_id,
  newcomersRole: row.newcomers_role,
  trustsEmail: row.trusts_email,
  people: row.people,
  problem: row.problem,
})
