import { type Tx, uuidv7 } from '#kernel/db'
import { lockPool } from './lease-repo.ts'
import type { Lease } from './leases.ts'
import * as repo from './past-lease-repo.ts'

/** A visit that was: from its first page to its last sign of life. */
export type Stay = { visit: string; visitor: string; from: Date; lastSeenAt: Date }

/**
 * Lends numbers for visits of the past by the rule of `lend`: the one idle longest, else the one of the oldest lease.
 * @param stays oldest first, each later than the one before and than all that was ever lent from the pool
 */
export async function lendPast(tx: Tx, poolId: string, stays: Stay[]): Promise<Lease[]> {
  const holdMs = (await lockPool(tx, poolId)).holdMinutes * 60_000
  const numbers = (await repo.listFree(tx, poolId)).map((number) => ({
    ...number,
    last: undefined as repo.PastLease | undefined,
  }))
  if (numbers.length === 0) return []
  const leases: (repo.PastLease & { phone: string })[] = []
  for (const { visit, visitor, from, lastSeenAt } of stays) {
    const number = numbers.reduce((idlest, one) => (one.freeAt < idlest.freeAt ? one : idlest))
    const reused = number.freeAt > from.getTime()
    if (reused && number.last) number.last.until = from
    else if (reused) await repo.cut(tx, number.id, from)
    const until = new Date(lastSeenAt.getTime() + holdMs)
    const lease = { id: uuidv7(), numberId: number.id, phone: number.phone, visit, visitor, from, until, reused }
    number.freeAt = until.getTime()
    number.last = lease
    leases.push(lease)
  }
  if (leases.length > 0) await repo.insertLeases(tx, leases)
  for (const { last } of numbers) if (last) await repo.setLast(tx, last)
  return leases.map(({ visit, numberId, phone, reused }) => ({ visitId: visit, poolId, numberId, phone, reused }))
}
