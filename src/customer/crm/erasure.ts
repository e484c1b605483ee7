import type { Tx } from '#kernel/db'
import { refresh } from '#kernel/events'
import { notFound } from '#shared/errors'
import { find } from './repo.ts'
import * as repo from './erasure-repo.ts'

/** @throws {DomainError} `contact.not_found` (404). */
export async function forgetContact(tx: Tx, id: string): Promise<void> {
  if (!(await find(tx, id))) throw notFound('contact', id)
  await repo.forget(tx, [id])
  refresh(tx, 'contacts')
}

/**
 * Of a number that was one person's only, that person; of one that several have, the number alone: whose wish it is
 * cannot be told from it. @returns how many contacts are concerned.
 */
export async function forgetContactsWith(tx: Tx, phone: string): Promise<number> {
  const holders = await repo.listWith(tx, phone)
  if (holders.length === 0) return 0
  refresh(tx, 'contacts')
  return holders.length === 1 ? repo.forget(tx, holders) : repo.forgetNumber(tx, phone)
}

/** Those who neither bought nor changed since an instant. @returns how many. */
export const purgeContacts = async (tx: Tx, before: Date, most: number): Promise<number> =>
  repo.forget(tx, await repo.listSilent(tx, before, most))

export const showContacts = repo.show
export const listContactPhones = repo.listPhones
