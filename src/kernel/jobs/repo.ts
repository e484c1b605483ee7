import { sql } from 'kysely'
import type { Tx } from '#kernel/db'

export const addJob = (
  tx: Tx,
  task: string,
  payload: Record<string, unknown>,
  runAt: Date | null,
  key: string | null,
  queue: string | null,
) =>
  sql`select core.enqueue(${task}, ${JSON.stringify(payload)}::jsonb, ${runAt}::timestamptz, ${key}, ${queue})`.execute(
    tx,
  )
