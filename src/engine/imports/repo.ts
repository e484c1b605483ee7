import { type SqlBool, sql } from 'kysely'
import type { Tx } from '#kernel/db'
import type { Refusal, Tally } from './settle.ts'

export type ImportRow = Awaited<ReturnType<typeof insert>>

export const insert = (tx: Tx, file: { kind: string; file_name: string; file_id: string; columns: string[] }) =>
  tx.insertInto('engine.import').values(file).returningAll().executeTakeFirstOrThrow()
export const find = (tx: Tx, id: string) =>
  tx.selectFrom('engine.import').selectAll().where('id', '=', id).executeTakeFirst()
/** Until commit no other run of it is at work. */
export const lock = (tx: Tx, id: string) =>
  tx.selectFrom('engine.import').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()

/** Newest first, after the cursor's id; drafts as long as their file is there. */
export const list = (tx: Tx, { after, limit }: { after?: string; limit: number }) =>
  tx
    .selectFrom('engine.import')
    .selectAll()
    .where(sql<SqlBool>`status <> 'draft' or created_at > now() - interval '1 day'`)
    .$if(after !== undefined, (q) => q.where('id', '<', after!))
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()

export const start = (tx: Tx, id: string, mapping: Record<string, number>) =>
  tx
    .updateTable('engine.import')
    .set({ mapping: JSON.stringify(mapping), status: 'waiting' })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()

export const goOn = (tx: Tx, id: string, tally: Tally) =>
  tx
    .updateTable('engine.import')
    .set({ ...tally, status: 'running' })
    .where('id', '=', id)
    .execute()
export const end = (tx: Tx, id: string, failure: string | null) =>
  tx
    .updateTable('engine.import')
    .set({ status: failure === null ? 'done' : 'failed', failure, ended_at: new Date(), file_id: null })
    .where('id', '=', id)
    .execute()

export async function insertRefusals(tx: Tx, importId: string, refusals: Refusal[]): Promise<void> {
  if (refusals.length === 0) return
  await tx
    .insertInto('engine.import_refusal')
    .values(
      refusals.map(({ line, code, params }) => ({ import_id: importId, line, code, params: JSON.stringify(params) })),
    )
    .execute()
}
export const listRefusals = async (tx: Tx, importId: string, limit: number): Promise<Refusal[]> =>
  (await tx
    .selectFrom('engine.import_refusal')
    .select(['line', 'code', 'params'])
    .where('import_id', '=', importId)
    .orderBy('line')
    .limit(limit)
    .execute()) as Refusal[]
