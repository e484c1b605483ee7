import type { Database } from '#kernel/db'
import type { Changes } from './contract.ts'
import { purgeVerb } from './entry-repo.ts'
import * as repo from './purge-repo.ts'
import { insertAll } from './seal-repo.ts'

export type Keep = { readDays: number; changeDays: number; addressDays: number }
export type Purged = { read: number; change: number; address: number }

/**
 * Empties the entries whose time has passed, and writes into the log itself what was emptied up to when: without that
 * word, `verifyChain` takes an empty entry for a tampered one. Refusals and sign-ins go with the readings.
 */
export async function purgeLog(db: Database, orgId: string, keep: Keep, now = new Date()): Promise<Purged> {
  const before = (days: number) => new Date(now.getTime() - days * 86_400_000)
  const limits = { read: before(keep.readDays), change: before(keep.changeDays), address: before(keep.addressDays) }
  return db.asSealer(async (tx) => {
    const purged = {
      read: await repo.emptyEntries(tx, orgId, ['read', 'refusal', 'access'], limits.read),
      change: await repo.emptyEntries(tx, orgId, ['change'], limits.change),
      address: await repo.emptyAddresses(tx, orgId, limits.address),
    }
    if (purged.read + purged.change + purged.address > 0) {
      const until = (instant: Date) => ({ to: instant.toISOString() })
      const changes: Changes = {
        read: until(limits.read),
        refusal: until(limits.read),
        access: until(limits.read),
        change: until(limits.change),
        address: until(limits.address),
        emptied: { to: purged.read + purged.change },
        addresses: { to: purged.address },
      }
      await insertAll(tx, [{ org_id: orgId, kind: 'change', who: 'house', verb: purgeVerb, changes }])
    }
    await repo.setPurged(tx, orgId, now)
    return purged
  })
}
