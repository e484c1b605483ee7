import { audit } from '#kernel/audit'
import type { Database, Tx } from '#kernel/db'
import { invalid } from '#shared/errors'
import type { AdjustableKind } from './contract.ts'
import { type Processing, processings } from './processing.ts'
import * as repo from './repo.ts'

const dayMs = 86_400_000
const batch = 2000

export type Kept = Processing & { days: number }

/** Each kind with how long it is kept here. */
export async function listKept(tx: Tx): Promise<Kept[]> {
  const chosen = await repo.listRetentions(tx)
  return processings().map((one) => ({ ...one, days: Math.min(chosen.get(one.kind) ?? one.keep.usual, one.keep.most) }))
}

/** @throws {DomainError} `processing.too_long` (422). */
export async function setRetention(
  tx: Tx,
  kind: AdjustableKind,
  days: number,
): Promise<{ before: number; after: Kept }> {
  const before = (await listKept(tx)).find((one) => one.kind === kind)!
  if (days > before.keep.most) throw invalid('processing.too_long', { most: before.keep.most })
  await repo.upsertRetention(tx, kind, days)
  return { before: before.days, after: { ...before, days } }
}

/**
 * The job that removes whatever has had its time, in batches: each is one transaction with its proof, in a table and in
 * the audit log, so that a job cut short goes on where it was. @returns how many of each kind.
 */
export async function purge(db: Database, orgId: string, now = new Date()): Promise<Record<string, number>> {
  const removed: Record<string, number> = {}
  for (const { kind, days, purge: remove } of await db.as({ orgId }, listKept)) {
    if (!remove) continue
    const until = new Date(now.getTime() - days * dayMs)
    for (;;) {
      const count = await db.as({ orgId }, async (tx) => {
        const count = await remove(tx, until, batch)
        if (count > 0) await prove(tx, orgId, { kind, days, until, removed: count })
        return count
      })
      if (count > 0) removed[kind] = (removed[kind] ?? 0) + count
      if (count < batch) break
    }
  }
  return removed
}

async function prove(
  tx: Tx,
  orgId: string,
  { kind, days, until, removed }: { kind: string; days: number; until: Date; removed: number },
) {
  await repo.insertPurge(tx, { kind, days, until, removed })
  await audit(tx, {
    orgId,
    kind: 'change',
    who: 'house',
    verb: 'privacy.purge',
    objectType: kind,
    changes: { days: { to: days }, until: { to: until.toISOString() }, removed: { to: removed } },
  })
}
