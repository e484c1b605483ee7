import type { Tx } from '#kernel/db'
import { newKey, type Vault, vaultOf } from '#kernel/vault'
import * as repo from './subject-key-repo.ts'

/** Numbers under a key that this organisation alone has: a list of all numbers does not tell who was erased. */
export type SubjectKey = { /** As it is kept. */ sealed: string; hash: (phone: string) => string }

const purpose = 'privacy subjects'

/** Made the first time that it is needed. @throws {VaultError} when the installation has lost its own key. */
export async function subjectKey(tx: Tx, vault: Vault): Promise<SubjectKey> {
  return openedKey(vault, (await repo.find(tx)) ?? (await repo.insert(tx, vault.seal(newKey(), purpose))))
}

/** @throws {VaultError} when the installation's key that sealed it is no longer at hand. */
export function openedKey(vault: Vault, sealed: string): SubjectKey {
  const own = vaultOf(vault.open(sealed, purpose))
  return { sealed, hash: (phone) => own.derive(`privacy subject ${phone}`) }
}

/** Takes the key of a journal, where a restored backup is older than the organisation's first erasure. */
export const keepSubjectKey = (tx: Tx, sealed: string) => repo.insert(tx, sealed)

/** Seals it with the current key. @throws {VaultError} for a lost key. */
export async function sealSubjectKey(tx: Tx, vault: Vault): Promise<void> {
  const sealed = await repo.find(tx)
  if (sealed && !vault.isCurrent(sealed)) await repo.replace(tx, vault.seal(vault.open(sealed, purpose), purpose))
}
