import type { Changes, Kind, Who } from './contract.ts'

/** What the house tells the audit log. Names and codes only: never a secret, a person's words or a telephone number. */
export type Told = {
  /** Whose log; behind row-level security the transaction's own organisation, whatever is given here. */
  orgId: string
  kind: Kind
  who: Who
  whoId?: string | null
  address?: string | null
  verb: string
  objectType?: string | null
  objectId?: string | null
  outcome?: string
  changes?: Changes
  requestId?: string | null
  /** When it happened, if that was before the transaction that writes it. */
  at?: Date
}

const phoneLike = /\+?\d(?:[\s\u00a0\u202f.()/-]*\d){7,}/g
const harmless = /^(\d{4}-\d\d-\d\d(T[\d:.]+Z?)?|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i
const mostCharacters = 200

/** A setting's value as the log may hold it: short, and without anything that could be a telephone number. */
export function presentable(value: unknown): unknown {
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) return value
  if (value === undefined) return null
  if (Array.isArray(value)) return value.slice(0, 50).map(presentable)
  if (typeof value !== 'string') return '…'
  const text = value.length > mostCharacters ? `${value.slice(0, mostCharacters)}…` : value
  return harmless.test(text) ? text : text.replace(phoneLike, '•••')
}
