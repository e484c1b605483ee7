import type { Tx } from '#kernel/db'

export const listRetentions = async (tx: Tx): Promise<Map<string, number>> =>
  new Map(
    (await tx.selectFrom('engine.retention').select(['kind', 'days']).execute()).map(({ kind, days }) => [kind, days]),
  )
export const upsertRetention = (tx: Tx, kind: string, days: number) =>
  tx
    .insertInto('engine.retention')
    .values({ kind, days })
    .onConflict((c) => c.columns(['org_id', 'kind']).doUpdateSet({ days }))
    .execute()

export type PurgeRow = { id: string; kind: string; days: number; until: Date; removed: number; at: Date }
export const insertPurge = (tx: Tx, purge: { kind: string; days: number; until: Date; removed: number }) =>
  tx.insertInto('engine.purge').values(purge).execute()
export const listPurges = (tx: Tx, before: string | undefined, limit: number): Promise<PurgeRow[]> =>
  tx
    .selectFrom('engine.purge')
    .select(['id', 'kind', 'days', 'until', 'removed', 'at'])
    .$if(before !== undefined, (q) => q.where('id', '<', before!))
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()

export type ErasureRow = { id: string; removed: Record<string, number>; opposed: boolean; at: Date }
export const insertErasure = (
  tx: Tx,
  erasure: { id: string; subject_hash: string; removed: Record<string, number>; opposed: boolean },
): Promise<ErasureRow> =>
  tx
    .insertInto('engine.erasure')
    .values({ ...erasure, removed: JSON.stringify(erasure.removed) })
    .returning(['id', 'removed', 'opposed', 'at'])
    .executeTakeFirstOrThrow() as Promise<ErasureRow>
export const listErasures = (tx: Tx, before: string | undefined, limit: number): Promise<ErasureRow[]> =>
  tx
    .selectFrom('engine.erasure')
    .select(['id', 'removed', 'opposed', 'at'])
    .$if(before !== undefined, (q) => q.where('id', '<', before!))
    .orderBy('id', 'desc')
    .limit(limit)
    .execute() as Promise<ErasureRow[]>
/** Those of some erasures that are written here. */
export const knownErasures = async (tx: Tx, ids: string[]): Promise<Set<string>> =>
  new Set((await tx.selectFrom('engine.erasure').select('id').where('id', 'in', ids).execute()).map(({ id }) => id))
export const hasOpposed = async (tx: Tx): Promise<boolean> =>
  (await tx.selectFrom('engine.erasure').select('id').where('opposed', '=', true).limit(1).executeTakeFirst()) !==
  undefined
/** Those of some hashes that are of people who object. */
export const listOpposed = async (tx: Tx, hashes: string[]): Promise<Set<string>> =>
  new Set(
    (
      await tx
        .selectFrom('engine.erasure')
        .select('subject_hash')
        .where('opposed', '=', true)
        .where('subject_hash', 'in', hashes)
        .execute()
    ).map(({ subject_hash }) => subject_hash),
  )
