import { sql } from 'kysely'
import type { Tx } from '#kernel/db'
import type { Event } from './event.ts'

export const findEvent = async (tx: Tx, id: string): Promise<Event | undefined> => {
  const row = await tx
    .selectFrom('core.event')
    .select(['id', 'type', 'data', 'at'])
    .where('id', '=', id)
    .executeTakeFirst()
  return row && { ...row, data: row.data as Event['data'] }
}

export const emitEvent = (
  tx: Tx,
  type: string,
  data: Record<string, unknown>,
  readers: string[],
  topic: string | null,
) => sql`select core.emit(${type}, ${JSON.stringify(data)}::jsonb, ${readers}::text[], ${topic})`.execute(tx)

export const refreshTopic = (tx: Tx, topic: string) => sql`select core.refresh(${topic})`.execute(tx)
