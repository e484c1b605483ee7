import type { Tx } from '#kernel/db'
import { conflict } from '#shared/errors'
import type { Anonymity } from './contract.ts'
import { leastAnswers } from './gate.ts'
import * as repo from './repo.ts'

/** Fewest people whose marks and words are told here: five and ten, unless the company asked for more. */
export const readLeast = async (tx: Tx): Promise<Anonymity> => (await repo.find(tx)) ?? leastAnswers

/** Who answered under a promise keeps it. @throws {DomainError} `anonymity.never_lower` (409). */
export async function raiseLeast(tx: Tx, { scores, comments }: Anonymity): Promise<Anonymity> {
  const before = await readLeast(tx)
  if (scores < before.scores || comments < before.comments) throw conflict('anonymity.never_lower', { ...before })
  await repo.set(tx, { scores, comments })
  return { scores, comments }
}
