import type { Screen } from '#engine/interactions'
import type { Tx } from '#kernel/db'
import type { Vault } from '#kernel/vault'
import { processings } from './processing.ts'
import * as repo from './repo.ts'
import { findSubject, hashOf } from './subject.ts'

/** All that is held about somebody, by kind. @throws {DomainError} `phone.not_dialable` (422). */
export async function fileOf(
  tx: Tx,
  number: string,
): Promise<{ phone: string; data: Record<string, Record<string, unknown>[]> }> {
  const subject = await findSubject(tx, number)
  const data: Record<string, Record<string, unknown>[]> = {}
  for (const { kind, show } of processings()) if (show) data[kind] = await show(tx, subject)
  return { phone: subject.phone, data }
}

/**
 * Erases somebody: what is theirs goes, figures stay as they were. That it was done is kept under a hash that does not
 * say who. @param opposed their calls are counted without a number from then on.
 * @throws {DomainError} `phone.not_dialable` (422).
 */
export async function erase(
  tx: Tx,
  vault: Vault,
  { orgId, number, opposed }: { orgId: string; number: string; opposed: boolean },
): Promise<repo.ErasureRow> {
  const subject = await findSubject(tx, number)
  const removed: Record<string, number> = {}
  for (const { kind, erase } of processings()) {
    const count = (await erase?.(tx, subject)) ?? 0
    if (count > 0) removed[kind] = count
  }
  return repo.insertErasure(tx, { subject_hash: hashOf(vault, orgId, subject.phone), removed, opposed })
}

/** Says which callers object to being known. */
export const opposedBy =
  (vault: Vault): Screen =>
  async (tx, phones) => {
    const orgId = await repo.currentOrg(tx)
    const byHash = new Map(phones.map((phone) => [hashOf(vault, orgId, phone), phone]))
    const opposed = await repo.listOpposed(tx, [...byHash.keys()])
    return new Set([...opposed].map((hash) => byHash.get(hash)!))
  }
