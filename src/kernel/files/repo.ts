import { sql } from 'kysely'
import type { Tx } from '#kernel/db'

export type FileRow = {
  id: string
  name: string
  media_type: string
  size: number
  sha256: string
  created_at: Date
  confirmed: boolean
}

const files = (tx: Tx) =>
  tx
    .selectFrom('engine.file')
    .select(['id', 'name', 'media_type', 'sha256', 'created_at', 'confirmed'])
    .select(sql<number>`size::int`.as('size'))
export const find = (tx: Tx, id: string): Promise<FileRow | undefined> =>
  files(tx).where('id', '=', id).executeTakeFirst()
export const insert = (
  tx: Tx,
  file: { id: string; name: string; media_type: string; size: number; sha256: string; kept_by: string | null },
) => tx.insertInto('engine.file').values(file).execute()
/** @returns false for one that is not there, or no longer. */
export const confirm = async (tx: Tx, id: string): Promise<boolean> =>
  (await tx.updateTable('engine.file').set({ confirmed: true }).where('id', '=', id).executeTakeFirst())
    .numUpdatedRows === 1n
export const remove = async (tx: Tx, ids: string[]): Promise<void> => {
  await tx.deleteFrom('engine.file').where('id', 'in', ids).execute()
}
/** Those that nothing confirmed for a day. */
export const listForgotten = async (tx: Tx): Promise<string[]> =>
  (
    await sql<{
      id: string
    }>`select id from engine.file where not confirmed and created_at < now() - interval '1 day' limit 1000 for update`.execute(
      tx,
    )
  ).rows.map(({ id }) => id)
