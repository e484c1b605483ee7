import type { Tx } from '#kernel/db'
import { notFound } from '#shared/errors'
import type { ServiceAccount } from './contract.ts'
import type { Caller } from './rights.ts'
import * as repo from './service-account-repo.ts'

export const listServiceAccounts = async (tx: Tx, orgId: string): Promise<ServiceAccount[]> =>
  (await repo.list(tx, orgId)).map(toServiceAccount)

export const createServiceAccount = async (
  tx: Tx,
  { orgId, userId }: Caller,
  input: { name: string; note?: string },
): Promise<ServiceAccount> => toServiceAccount(await repo.insert(tx, { org_id: orgId, created_by: userId, ...input }))

/** Until commit, it stays as it is. @throws {DomainError} `service_account.not_found` (404). */
export async function lockServiceAccount(tx: Tx, orgId: string, id: string): Promise<ServiceAccount> {
  const row = await repo.lock(tx, orgId, id)
  if (!row) throw notFound('service_account', id)
  return toServiceAccount(row)
}

/** @returns it as it was and as it is. @throws {DomainError} `service_account.not_found` (404). */
export async function updateServiceAccount(
  tx: Tx,
  { orgId }: Caller,
  id: string,
  { suspended, ...names }: { name?: string; note?: string; suspended?: boolean },
  now = new Date(),
): Promise<{ before: ServiceAccount; after: ServiceAccount }> {
  const before = await lockServiceAccount(tx, orgId, id)
  const isChange = suspended !== undefined && suspended !== (before.suspendedAt !== null)
  const change = { ...names, ...(isChange && { suspended_at: suspended ? now : null }) }
  const after = Object.keys(change).length > 0 ? toServiceAccount(await repo.update(tx, orgId, id, change)) : before
  return { before, after }
}

/** Its name stays in the log. @throws {DomainError} `service_account.not_found` (404). */
export async function removeServiceAccount(tx: Tx, { orgId }: Caller, id: string, now = new Date()): Promise<void> {
  await lockServiceAccount(tx, orgId, id)
  await repo.update(tx, orgId, id, { removed_at: now })
  await repo.revokeKeys(tx, orgId, id, now)
}

const toServiceAccount = ({ id, name, note, created_at, suspended_at }: repo.Row): ServiceAccount => ({
  id,
  name,
  note,
  createdAt: created_at.toISOString(),
  suspendedAt: suspended_at?.toISOString() ?? null,
})
