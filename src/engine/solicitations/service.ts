import { subjectKey } from '#engine/privacy'
import type { Tx } from '#kernel/db'
import type { Vault } from '#kernel/vault'
import { type SolicitationRule, usualRule } from './contract.ts'
import * as repo from './repo.ts'

const dayMs = 86_400_000
const yearDays = 365

/** What people may be asked about. */
export type Solicited = 'survey'
/** Why somebody is not to be written to now. */
export type Peace = 'resting' | 'opposed'
/** An address as it is kept: nobody reads it back, and no list of all addresses tells it without the organisation's own key. */
export type AddressHash = string

/** @param addresses e-mail addresses. @returns their hashes, in their order. */
export async function hashesOf(tx: Tx, vault: Vault, addresses: readonly string[]): Promise<AddressHash[]> {
  const { hash } = await subjectKey(tx, vault)
  return addresses.map((address) => hash(address.trim().toLowerCase()))
}

/** Who of these is left in peace, and why: whoever asked for it, or was written to lately, whatever it was about. */
export async function inPeace(
  tx: Tx,
  hashes: readonly AddressHash[],
  now = new Date(),
): Promise<Map<AddressHash, Peace>> {
  const { restDays, mostPerYear } = await readRule(tx)
  const rested = now.getTime() - restDays * dayMs
  const solicited = await repo.listSolicited(tx, hashes, new Date(now.getTime() - Math.max(yearDays, restDays) * dayMs))
  const peace = new Map<AddressHash, Peace>()
  for (const { address_hash, n, last } of solicited)
    if (last.getTime() > rested || n >= mostPerYear) peace.set(address_hash, 'resting')
  for (const hash of await repo.listOpposed(tx, hashes)) peace.set(hash, 'opposed')
  return peace
}

/** Notes that they are written to now. */
export const solicit = (tx: Tx, hashes: readonly AddressHash[], about: Solicited, now = new Date()) =>
  repo.insert(tx, hashes, about, now)

/** They are never written to again. */
export const leaveInPeace = (tx: Tx, hash: AddressHash) => repo.oppose(tx, hash)

export async function readRule(tx: Tx): Promise<SolicitationRule> {
  const row = await repo.findRule(tx)
  return row ? { restDays: row.rest_days, mostPerYear: row.most_per_year } : usualRule
}

export async function keptRule(tx: Tx): Promise<SolicitationRule & { opposed: number }> {
  return { ...(await readRule(tx)), opposed: await repo.countOpposed(tx) }
}
