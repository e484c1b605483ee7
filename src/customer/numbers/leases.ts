import type { Tx } from '#kernel/db'
import { emit } from '#kernel/events'
import * as repo from './lease-repo.ts'

/** A number lent to a visit. `reused`: taken from another visit, because the pool was full. */
export type Lease = { visitId: string; poolId: string; numberId: string; phone: string; reused: boolean }

const toLease = (row: repo.Lent): Lease => ({
  visitId: row.visit_id,
  poolId: row.pool_id,
  numberId: row.number_id,
  phone: row.phone,
  reused: row.reused,
})

/** Before numbers of several pools are lent and prolonged together: all who do take their turn in one order. */
export const lockPools = (tx: Tx, poolIds: string[]): Promise<unknown> => repo.lockPools(tx, poolIds)

/** A visit to lend a number to. `returns`: its visitor is known, and may have had a number before. */
type Wish = { visit: string; visitor: string; returns?: boolean }

/**
 * Lends each visit a number of the pool: the one that its visitor had last where it is free, else the one idle longest,
 * else the one of the oldest lease. No number only from an empty pool. Numbers taken from their holders are told, once an
 * hour at most.
 */
export async function lend(tx: Tx, poolId: string, visits: Wish[]): Promise<Lease[]> {
  const { holdMinutes, isExhaustionTold } = await repo.lockPool(tx, poolId)
  const returning = visits.filter(({ returns }) => returns)
  const again = returning.length > 0 ? await repo.lendAgain(tx, poolId, returning, holdMinutes) : []
  const leases = again.map(toLease)
  const served = new Set(leases.map(({ visitId }) => visitId))
  const others = visits.filter(({ visit }) => !served.has(visit))
  while (leases.length < visits.length) {
    const lent = await repo.lend(tx, poolId, others.slice(leases.length - again.length), holdMinutes)
    if (lent.length === 0) break
    leases.push(...lent.map(toLease))
  }
  if (!isExhaustionTold && leases.some(({ reused }) => reused)) {
    await repo.setExhausted(tx, poolId)
    await emit(tx, 'pool.exhausted', { poolId })
  }
  return leases
}

/** Prolongs the running leases of visits that gave a sign of life. A visit without one in the answer has lost its number. */
export async function prolong(tx: Tx, visitIds: string[]): Promise<Lease[]> {
  await repo.lockPoolsOf(tx, visitIds)
  return (await repo.prolong(tx, visitIds)).map(toLease)
}

/** Ends a visit's lease at once: its visitor withdrew the consent. */
export async function endLease(tx: Tx, visitId: string): Promise<void> {
  await repo.lockPoolsOf(tx, [visitId])
  await repo.end(tx, visitId)
}

export type Holder = { visitId: string; visitorId: string; from: Date; until: Date; reused: boolean }

/** Who held a number at an instant or in the hours before it, latest first. */
export const holdersOf = async (tx: Tx, numberId: string, at: Date, lookBackHours: number): Promise<Holder[]> =>
  (await repo.holders(tx, numberId, at, lookBackHours)).map((row) => ({
    visitId: row.visit_id,
    visitorId: row.visitor_id,
    from: row.from,
    until: row.until,
    reused: row.reused,
  }))
