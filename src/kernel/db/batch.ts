import { DomainError } from '#shared/errors'

/**
 * Gathers what arrives while the previous batch is under way, so that under load many share one transaction and alone
 * one waits for nobody. Each promise settles after its batch's commit.
 *
 * A batch with wrong data in it is done again one by one: a single bad item harms nobody else. When the work itself
 * cannot be done (the database is away), all who wait are told at once.
 * (2 cores, 64 connections: 1,900 visits/s each in a transaction of its own, see bench/visit.ts for batches.)
 * @throws {DomainError} `server.busy` (503) when so many wait that an answer would come too late.
 */
export function batching<Item, Result>(
  work: (items: Item[]) => Promise<Result[]>,
  { most = 100, mostWaiting = 2000 } = {},
): (item: Item) => Promise<Result> {
  type Waiting = { item: Item; resolve: (result: Result) => void; reject: (error: unknown) => void }
  let waiting: Waiting[] = []
  let busy = false

  const settle = async (batch: Waiting[]) => {
    try {
      const results = await work(batch.map(({ item }) => item))
      batch.forEach(({ resolve }, place) => resolve(results[place]!))
    } catch (error) {
      if (isWrongData(error)) {
        if (batch.length === 1) return batch[0]!.reject(error)
        for (const one of batch) await settle([one])
      } else for (const { reject } of [...batch, ...waiting.splice(0)]) reject(error)
    }
  }
  const run = async () => {
    busy = true
    while (waiting.length > 0) await settle(waiting.splice(0, most))
    busy = false
  }
  return (item) =>
    new Promise((resolve, reject) => {
      if (waiting.length >= mostWaiting) return reject(new DomainError(503, 'server.busy'))
      waiting.push({ item, resolve, reject })
      if (!busy) void run()
    })
}

/** PostgreSQL's classes 22 (data) and 23 (constraints), and what the work itself refuses: one item is to blame, not the work. */
const isWrongData = (error: unknown) =>
  error instanceof DomainError ? error.status < 500 : /^2[23]/.test(String((error as { code?: unknown }).code))
