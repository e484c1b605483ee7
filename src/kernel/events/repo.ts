import { type SqlBool, sql } from 'kysely'
import type { Tx } from '#kernel/db'
import type { Event } from './event.ts'

export const findEvent = async (tx: Tx, id: string): Promise<(Event & { depth: number }) | undefined> => {
  const row = await tx
    .selectFrom('core.event')
    .select(['id', 'type', 'data', 'at', 'depth'])
    .where('id', '=', id)
    .executeTakeFirst()
  return row && { ...row, data: row.data as Event['data'] }
}

/** Those of the ids that there are, in any order. */
export const findEvents = async (tx: Tx, ids: string[]): Promise<Event[]> => {
  const rows = await tx.selectFrom('core.event').select(['id', 'type', 'data', 'at']).where('id', 'in', ids).execute()
  return rows.map((row) => ({ ...row, data: row.data as Event['data'] }))
}

/** Where a list of events goes on; `at` is the database's own writing: a `Date` would lose its microseconds. */
export type EventCursor = { at: string; id: string }

/** Events of a type since an instant, newest first, after a cursor. */
export const listEvents = async (
  tx: Tx,
  type: string,
  { since, after, limit }: { since: Date; after?: EventCursor; limit: number },
): Promise<{ events: Event[]; next: EventCursor | undefined }> => {
  const rows = await tx
    .selectFrom('core.event')
    .select(['id', 'type', 'data', 'at', sql<string>`at::text`.as('at_text')])
    .where('type', '=', type)
    .where('at', '>=', since)
    .$if(after !== undefined, (q) => q.where(sql<SqlBool>`(at, id) < (${after?.at}::timestamptz, ${after?.id}::uuid)`))
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  const last = rows.length === limit ? rows.at(-1) : undefined
  return {
    events: rows.map(({ id, type, data, at }) => ({ id, type, data: data as Event['data'], at })),
    next: last && { at: last.at_text, id: last.id },
  }
}

/** How many rules stand between what this transaction works upon and what somebody did. */
export const currentDepth = async (tx: Tx): Promise<number> =>
  (await sql<{ depth: number }>`select core.current_depth() as depth`.execute(tx)).rows[0]!.depth

/** Events told in the rest of this transaction are of that depth. */
export const setDepth = (tx: Tx, depth: number) =>
  sql`select set_config('app.depth', ${String(depth)}, true)`.execute(tx)

export const emitEvent = (tx: Tx, type: string, data: Record<string, unknown>, readers: string[], heard: string[]) =>
  sql`select core.emit(${type}, ${JSON.stringify(data)}::jsonb, ${readers}::text[], ${heard}::text[])`.execute(tx)
