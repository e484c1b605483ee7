import { z } from 'zod'
import { listColleagues } from '#kernel/auth'
import { Email } from '#kernel/auth/contract'
import type { Tx } from '#kernel/db'
import type { Problem } from './check-condition.ts'

/** Addresses, and members of the organisation by their id: these are written to where they read their mail today. */
export const Recipients = z
  .array(z.union([z.uuid(), Email]))
  .min(1)
  .max(50)
type To = { to: z.output<typeof Recipients> }

const isAddress = (one: string) => one.includes('@')

/** Each address once; a member who has left has none. */
export async function addressesOf(tx: Tx, { to }: To): Promise<string[]> {
  const colleagues = to.every(isAddress) ? [] : await listColleagues(tx)
  const addresses = to.flatMap((one) =>
    isAddress(one) ? [one] : colleagues.filter(({ id }) => id === one).map(({ email }) => email),
  )
  return [...new Set(addresses)]
}

export async function missingMembers(tx: Tx, { to }: To): Promise<Problem[]> {
  const members = to.filter((one) => !isAddress(one))
  if (members.length === 0) return []
  const known = new Set((await listColleagues(tx)).map(({ id }) => id))
  return members.every((id) => known.has(id)) ? [] : [{ path: 'to', code: 'rule.gone' }]
}
