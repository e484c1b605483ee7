import type { Database } from '#kernel/db'
import type { Log } from '#kernel/log'
import { DomainError } from '#shared/errors'
import type { Told } from './entry.ts'
import { audit } from './write.ts'

/** What is noted beside its request, many in one transaction: readings, and refusals. */
export type Readings = {
  /**
   * @param each writes it again even if the same was just written.
   * @throws {DomainError} `server.busy` (503) when so many wait for the database that no more may go unwritten.
   */
  note: (told: Told, options?: { each?: boolean }) => void
  /** Resolves once all that was noted is written. */
  close: () => Promise<void>
}

const most = 200
const mostWaiting = 10_000
const sameWithinMs = 60_000
const retryMs = 1000

/**
 * Gathers readings, so that reading one item costs no transaction more: those noted while a transaction runs share the
 * next. The same reading by the same person at the same place is noted once a minute: screens read again by themselves.
 * What waits here is lost when the process is killed: the readings of the last moments, never a change.
 */
export function openReadings(db: Database, log: Log): Readings {
  const waiting: Told[] = []
  let writing: Promise<void> | undefined
  let closing = false
  const seen = new Map<string, number>()

  const isRepeated = (told: Told, now: number): boolean => {
    const { at: _, requestId: __, ...same } = told
    const key = JSON.stringify(same)
    const last = seen.get(key)
    if (last !== undefined && now - last < sameWithinMs) return true
    seen.delete(key) // so that the map stays in the order of time
    seen.set(key, now)
    for (const [old, at] of seen) {
      if (now - at < sameWithinMs && seen.size <= mostWaiting) break
      seen.delete(old)
    }
    return false
  }

  const settle = async (batch: Told[]): Promise<void> => {
    try {
      await db.atGate((tx) => audit(tx, ...batch))
    } catch (error) {
      if (!isWrongData(error)) {
        waiting.unshift(...batch)
        throw error
      }
      // One of them can never be written: the others must not wait for it.
      if (batch.length === 1) log.error({ verb: batch[0]!.verb }, 'A reading does not fit into the audit log')
      else for (const one of batch) await settle([one])
    }
  }
  const write = async () => {
    while (waiting.length > 0) {
      try {
        await settle(waiting.splice(0, most))
      } catch (error) {
        log.error(`Readings could not be written into the audit log yet: ${(error as Error).message}`)
        if (closing) return
        await new Promise((again) => setTimeout(again, retryMs))
      }
    }
  }
  return {
    note(told, { each = false } = {}) {
      if (waiting.length >= mostWaiting) throw new DomainError(503, 'server.busy')
      const now = Date.now()
      if (!each && isRepeated(told, now)) return
      waiting.push({ ...told, at: new Date(now) })
      writing ??= write().finally(() => (writing = undefined))
    },
    async close() {
      closing = true
      await writing
      await write()
    },
  }
}

/** PostgreSQL's classes 22 (data) and 23 (constraints). */
const isWrongData = (error: unknown) => /^2[23]/.test(String((error as { code?: unknown }).code))
