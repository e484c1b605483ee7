import type { Screen } from '#engine/interactions'
import { type Tx, uuidv7 } from '#kernel/db'
import type { Vault } from '#kernel/vault'
import type { Journal } from './journal.ts'
import { processings } from './processing.ts'
import * as repo from './repo.ts'
import { findSubject } from './subject.ts'
import { subjectKey } from './subject-key.ts'

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
 * say who, here and in the journal, which says it again after a restore. @param opposed their calls are counted without a
 * number from then on.
 * @throws {DomainError} `phone.not_dialable` (422).
 */
export async function erase(
  tx: Tx,
  { vault, journal }: { vault: Vault; journal: Journal },
  { orgId, number, opposed }: { orgId: string; number: string; opposed: boolean },
): Promise<repo.ErasureRow> {
  const { phone } = await findSubject(tx, number)
  const [id, key] = [uuidv7(), await subjectKey(tx, vault)]
  const subject = key.hash(phone)
  const removed = await eraseSubject(tx, phone)
  const erasure = await repo.insertErasure(tx, { id, subject_hash: subject, removed, opposed })
  // Written before the commit: what a crash leaves in the journal alone is done at the next restore, what it would leave in
  // the database alone would come back.
  await journal.note({ id, orgId, subject, key: key.sealed, opposed, at: erasure.at.toISOString() })
  return erasure
}

/** @returns how much of each kind there was. */
export async function eraseSubject(tx: Tx, number: string): Promise<Record<string, number>> {
  const subject = await findSubject(tx, number)
  const removed: Record<string, number> = {}
  for (const { kind, erase } of processings()) {
    const count = (await erase?.(tx, subject)) ?? 0
    if (count > 0) removed[kind] = count
  }
  return removed
}

/** Says which callers object to being known. */
export const opposedBy =
  (vault: Vault): Screen =>
  async (tx, phones) => {
    // Where nobody objects, a lost key hinders nothing.
    if (!(await repo.hasOpposed(tx))) return new Set()
    const { hash } = await subjectKey(tx, vault)
    const byHash = new Map(phones.map((phone) => [hash(phone), phone]))
    const opposed = await repo.listOpposed(tx, [...byHash.keys()])
    return new Set([...opposed].map((found) => byHash.get(found)!))
  }
