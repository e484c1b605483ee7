import type { Tx } from '#kernel/db'
import { emit } from '#kernel/events'
import { fallsIn } from './changes.ts'
import type { Wave } from './contract.ts'
import * as repo from './repo.ts'
import { readResults } from './results.ts'
import { getWave, todayOf } from './waves.ts'

/** Closes a wave for good, and tells what has demonstrably become worse since the one before. @throws {DomainError} `wave.not_found` (404). */
export async function closeWave(tx: Tx, id: string): Promise<Wave> {
  const wave = await getWave(tx, id)
  if (wave.closedAt) return wave
  await repo.close(tx, id)
  await emit(tx, 'wave.closed', { waveId: id }, 'waves')
  for (const { siteId, theme, change } of fallsIn(await readResults(tx, id)))
    await emit(tx, 'wave.deteriorated', { waveId: id, siteId, theme, change })
  return getWave(tx, id)
}

/** Closes those whose last day is over. */
export async function closeOver(tx: Tx): Promise<void> {
  for (const id of await repo.listOver(tx, await todayOf(tx))) await closeWave(tx, id)
}
