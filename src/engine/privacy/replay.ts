import { listCallers } from '#engine/interactions'
import { listOrgs } from '#kernel/auth'
import type { Database } from '#kernel/db'
import type { Vault } from '#kernel/vault'
import { eraseSubject } from './erasure.ts'
import type { Journal } from './journal.ts'
import * as repo from './repo.ts'
import { keepSubjectKey, subjectKey } from './subject-key.ts'

/**
 * Erases again whoever a restored backup has brought back: those of the journal whom the database does not know to be
 * erased, found by hashing every number there is.
 * @throws {VaultError} when the key that sealed theirs is not at hand.
 * @returns how many erasures there were to do again.
 */
export async function eraseAgain(db: Database, vault: Vault, journal: Journal): Promise<number> {
  const entries = await journal.read()
  let count = 0
  for (const { id: orgId } of await db.atGate(listOrgs))
    count += await db.as({ orgId }, async (tx) => {
      const theirs = entries.filter((entry) => entry.orgId === orgId)
      if (theirs.length === 0) return 0
      const done = await repo.knownErasures(
        tx,
        theirs.map(({ id }) => id),
      )
      const missing = theirs.filter(({ id }) => !done.has(id))
      if (missing.length === 0) return 0
      await keepSubjectKey(tx, missing.at(-1)!.key)
      const { hash } = await subjectKey(tx, vault)
      const phones = new Map((await listCallers(tx)).map((phone) => [hash(phone), phone]))
      for (const { id, subject, opposed } of missing) {
        const phone = phones.get(subject)
        const removed = phone === undefined ? {} : await eraseSubject(tx, phone)
        await repo.insertErasure(tx, { id, subject_hash: subject, removed, opposed })
      }
      return missing.length
    })
  return count
}
