import type { Database } from '#kernel/db'
import type { Log } from '#kernel/log'
import { listDue } from './purge-repo.ts'
import { purgeLog } from './purge.ts'
import { seal } from './seal.ts'
import { verifyChain } from './verify.ts'

const everyMs = 1000
const daysEvery = 600 // rounds between two looks at what is due once a day

/** Seals what was written, every second; once a day empties what is too old and verifies each chain. */
export function openSealer(db: Database, log: Log): { close: () => Promise<void> } {
  let round: Promise<void> | undefined
  let rounds = 0
  const once = async () => {
    await seal(db)
    if (rounds++ % daysEvery === 0) await tendDaily(db, log)
  }
  const start = () =>
    (round ??= once()
      .catch((error: Error) => log.warn(`The audit log could not be sealed yet: ${error.message}`))
      .finally(() => {
        round = undefined
      }))
  const timer = setInterval(() => void start(), everyMs)
  return {
    async close() {
      clearInterval(timer)
      await round
      await start() // what was written last
    },
  }
}

export async function tendDaily(db: Database, log: Log, now = new Date()): Promise<void> {
  for (const chain of await db.asSealer((tx) => listDue(tx, 'purged_at', now)))
    await purgeLog(
      db,
      chain.org_id,
      {
        readDays: chain.keep_read_days,
        changeDays: chain.keep_change_days,
        addressDays: chain.keep_address_days,
      },
      now,
    )
  for (const { org_id } of await db.asSealer((tx) => listDue(tx, 'verified_at', now))) {
    const { broken } = await verifyChain(db, org_id)
    if (broken) log.error({ org: org_id, ...broken }, 'The audit log is not as it was sealed')
  }
}
