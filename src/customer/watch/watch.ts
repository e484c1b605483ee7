import { lastCalls, peakOf, wavesSince } from '#customer/calls'
import { listNumbers, listPools } from '#customer/numbers'
import { listSeen } from '#customer/tracking'
import { listSites } from '#engine/people'
import type { Tx } from '#kernel/db'
import { emit } from '#kernel/events'
import * as repo from './repo.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs
/** Above this share of its numbers held, the next visitors will soon find none. */
const busyAbove = 0.75
/** Even a small site's pages are looked at within two days, a week-end included. */
const scriptGoneMs = 2 * dayMs
/** Days without a call after which a number's silence is told, once each. */
const silences = [3, 7, 14, 30, 60]

/** Looks at everything that goes wrong without anybody doing anything. What it finds are events: rules say who is told. */
export async function watch(tx: Tx, now = new Date()): Promise<void> {
  await watchPools(tx, now)
  await watchScripts(tx, now)
  await watchNumbers(tx, now)
  await watchPeaks(tx, now)
  await watchWaves(tx, now)
}

const ago = (now: Date, ms: number) => new Date(now.getTime() - ms)

async function watchPools(tx: Tx, now: Date) {
  for (const { id, held, numbers, siteId } of await listPools(tx))
    if (held > numbers * busyAbove && (await repo.claim(tx, { what: 'pool.busy', subject: id }, ago(now, dayMs))))
      await emit(tx, 'pool.busy', { poolId: id, siteId })
}

async function watchScripts(tx: Tx, now: Date) {
  for (const { id, siteId, seenAt } of await listSeen(tx))
    if (seenAt < ago(now, scriptGoneMs) && (await repo.claim(tx, { what: 'website.silent', subject: id }, seenAt)))
      await emit(tx, 'website.silent', { websiteId: id, siteId })
}

/** Only numbers that have rung before: one that was never called is not silent, it is new. */
async function watchNumbers(tx: Tx, now: Date) {
  const numbers = (await listNumbers(tx)).filter(({ level, retiredAt }) => level === 'source' && !retiredAt)
  const last = await lastCalls(
    tx,
    numbers.map(({ id }) => id),
  )
  for (const { id, siteId } of numbers) {
    const at = last.get(id)
    if (!at) continue
    const days = Math.floor((now.getTime() - at.getTime()) / dayMs)
    const level = silences.findLast((step) => days >= step)
    if (level !== undefined && (await repo.claim(tx, { what: 'number.silent', subject: id, level }, at)))
      await emit(tx, 'number.silent', { numberId: id, siteId, days: level })
  }
}

async function watchPeaks(tx: Tx, now: Date) {
  for (const { id: siteId, timeZone } of await listSites(tx)) {
    const { received, usual, isPeak } = await peakOf(tx, siteId, timeZone, now)
    if (isPeak && (await repo.claim(tx, { what: 'site.peak', subject: siteId }, ago(now, hourMs))))
      await emit(tx, 'site.peak', { siteId, received, usual })
  }
}

async function watchWaves(tx: Tx, now: Date) {
  for (const { callId, siteId, caller, calls, numbers } of await wavesSince(tx, ago(now, hourMs)))
    if (await repo.claim(tx, { what: 'caller.wave', subject: caller }, ago(now, dayMs)))
      await emit(tx, 'caller.wave', { callId, siteId, calls, numbers })
}
