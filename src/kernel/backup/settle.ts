import type { Database } from '#kernel/db'

export type Restored = { id: string; takenAt: Date }
type Settle = (db: Database, restored: Restored) => Promise<void>
const followers = new Map<string, Settle>()

/**
 * Has something done after every restore, before the house opens: what was erased since the backup is erased again, for
 * instance. It may run twice: a house that is killed in the middle begins anew.
 */
export const afterRestore = (name: string, settle: Settle) => void followers.set(name, settle)

/** Does what must follow restores that nothing has followed yet. @returns the names of what was done. */
export async function settleRestores(db: Database): Promise<string[]> {
  const { rows } = await db.owner.query<{ id: string; taken_at: Date }>(
    'select id, taken_at from core.restoration where settled_at is null order by restored_at',
  )
  for (const { id, taken_at } of rows) {
    for (const settle of followers.values()) await settle(db, { id, takenAt: taken_at })
    await db.owner.query('update core.restoration set settled_at = now() where id = $1', [id])
  }
  return rows.length > 0 ? [...followers.keys()] : []
}
