import { createHash, randomBytes } from 'node:crypto'
import canonicalize from 'canonicalize'
import type { Changes } from './contract.ts'

/** What an entry says, once its number is known. `at`: whole milliseconds. */
export type Content = {
  org: string
  id: string
  at: string
  kind: string
  who: string
  whoId: string | null
  /** Hexadecimal SHA-256 of the salt and the address: {@link sealAddress}. */
  address: string | null
  verb: string
  objectType: string | null
  objectId: string | null
  outcome: string
  changes: Changes
  requestId: string | null
}
export type Link = { previous: string; seq: number; at: string; kind: string; content: string }

/** SHA-256 of the JSON in its canonical form, in hexadecimal. @see RFC 8785, JSON Canonicalization Scheme. */
const digest = (value: object): string =>
  createHash('sha256')
    .update(canonicalize(value) ?? '')
    .digest('hex')

/** The hash that stands for what an entry says, also after that was emptied. */
export const hashContent = (content: Content): string => digest(content)
/** The hash of an entry: of the one before, its own place, instant and kind, and what it says. */
export const hashLink = (link: Link): string => digest(link)

/** Before the first entry. */
export const genesis = '0'.repeat(64)

/** There are few addresses: without a salt that goes with it, an address could be found again from its hash. */
export const newSalt = (): Buffer => randomBytes(16)
export const sealAddress = (salt: Buffer, address: string): string =>
  createHash('sha256').update(salt).update(address).digest('hex')
