import { listOrgs } from '#kernel/auth'
import type { Database, Tx } from '#kernel/db'
import type { Vault } from '#kernel/vault'
import { eraseSubject } from './erasure.ts'
import type { Entry, Journal } from './journal.ts'
import { processings } from './processing.ts'
import * as repo from './repo.ts'
import { keepSubjectKey, openedKey, type SubjectKey, subjectKey } from './subject-key.ts'

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
      const own = await subjectKey(tx, vault)
      const find = finder(vault, own, await everyPhone(tx))
      for (const entry of missing) {
        const phone = find(entry)
        const removed = phone === undefined ? {} : await eraseSubject(tx, phone)
        const subject_hash = phone === undefined ? entry.subject : own.hash(phone)
        await repo.insertErasure(tx, { id: entry.id, subject_hash, removed, opposed: entry.opposed })
      }
      return missing.length
    })
  return count
}

async function everyPhone(tx: Tx): Promise<string[]> {
  const phones = new Set<string>()
  for (const { phones: list } of processings()) for (const phone of (await list?.(tx)) ?? []) phones.add(phone)
  return [...phones]
}

/** Whose hash an entry holds: under the organisation's key of today, or under the one that it had then. */
function finder(vault: Vault, own: SubjectKey, phones: string[]): (entry: Entry) => string | undefined {
  const under = ({ hash }: SubjectKey) => new Map(phones.map((phone) => [hash(phone), phone]))
  const today = under(own)
  const then = new Map<string, Map<string, string>>()
  return ({ subject, key }) => {
    const known = today.get(subject)
    if (known !== undefined || key === own.sealed) return known
    if (!then.has(key)) then.set(key, opens(vault, key) ? under(openedKey(vault, key)) : new Map())
    return then.get(key)!.get(subject)
  }
}

/** A key that was sealed anew since has left only its old seal in the journal: it is the one of today. */
function opens(vault: Vault, sealed: string): boolean {
  try {
    return openedKey(vault, sealed) !== undefined
  } catch {
    return false
  }
}
