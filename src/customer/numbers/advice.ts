import type { Tx } from '#kernel/db'
import { notFound } from '#shared/errors'
import { busiestHour } from './advice-repo.ts'
import type { PoolAdvice } from './contract.ts'
import { blockingOf, erlangsOf, sizeFor } from './pool-size.ts'
import { listPools } from './service.ts'

const days = 28
/** Fewer visits than this in its busiest hours say nothing about the next ones. */
const fewest = 20
const target = 0.01

/**
 * From the site's own arrivals and hold, never from a rule of thumb. A number that was taken back early was held for less
 * than it should have been: no less than the pool's hold is counted.
 * @throws {DomainError} `pool.not_found` (404).
 */
export async function advise(tx: Tx, id: string): Promise<PoolAdvice> {
  const pool = (await listPools(tx)).find((one) => one.id === id)
  if (!pool) throw notFound('pool', id)
  const found = await busiestHour(tx, id, days)
  const heldMinutes = Math.max(found?.heldMinutes ?? 0, pool.holdMinutes)
  const isEnough = found !== undefined && found.total >= fewest
  const erlangs = isEnough ? erlangsOf(found.visits, heldMinutes) : 0
  return {
    busiest: isEnough ? { at: found.at.toISOString(), visits: found.visits } : null,
    heldMinutes,
    erlangs,
    numbers: pool.numbers,
    utilisation: pool.numbers === 0 ? 0 : erlangs / pool.numbers,
    blocking: blockingOf(erlangs, pool.numbers),
    advised: sizeFor(erlangs, target).numbers,
  }
}
