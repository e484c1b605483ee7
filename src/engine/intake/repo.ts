import { sql } from 'kysely'
import type { Tx } from '#kernel/db'

export type DeliveryRow = {
  id: string
  source: string
  context: Record<string, unknown>
  body: string
  state: 'waiting' | 'done' | 'refused'
  reason_code: string | null
  reason_params: Record<string, unknown> | null
  attempts: number
  received_at: Date
}
const columns = [
  'id',
  'source',
  'context',
  'body',
  'state',
  'reason_code',
  'reason_params',
  'attempts',
  'received_at',
] as const

/** @returns undefined when this delivery came before. */
export const insert = (tx: Tx, delivery: { source: string; key: string; context: string; body: string }) =>
  tx
    .insertInto('engine.delivery')
    .values(delivery)
    .onConflict((c) => c.columns(['org_id', 'source', 'key']).doNothing())
    .returning(columns)
    .executeTakeFirst() as Promise<DeliveryRow | undefined>
export const findByKey = (tx: Tx, source: string, key: string) =>
  tx
    .selectFrom('engine.delivery')
    .select(columns)
    .where('source', '=', source)
    .where('key', '=', key)
    .executeTakeFirst() as Promise<DeliveryRow | undefined>
export const find = (tx: Tx, id: string) =>
  tx.selectFrom('engine.delivery').select(columns).where('id', '=', id).executeTakeFirst() as Promise<
    DeliveryRow | undefined
  >
export const lock = (tx: Tx, id: string) =>
  tx.selectFrom('engine.delivery').select(columns).where('id', '=', id).forUpdate().executeTakeFirst() as Promise<
    DeliveryRow | undefined
  >

/** That it came stays; what it said goes. */
export const forget = (tx: Tx, id: string) =>
  tx.updateTable('engine.delivery').set({ body: '', context: '{}' }).where('id', '=', id).execute()

export const setState = (
  tx: Tx,
  id: string,
  state: DeliveryRow['state'],
  reason: { code: string; params: unknown } | null,
) =>
  tx
    .updateTable('engine.delivery')
    .set({
      state,
      reason_code: reason?.code ?? null,
      reason_params: reason && JSON.stringify(reason.params),
      attempts: sql`attempts + 1`,
    })
    .where('id', '=', id)
    .returning(columns)
    .executeTakeFirstOrThrow() as Promise<DeliveryRow>

/** Newest first. */
export const list = (tx: Tx, state: DeliveryRow['state'], before: string | undefined, limit: number) =>
  tx
    .selectFrom('engine.delivery')
    .select(columns)
    .where('state', '=', state)
    .$if(before !== undefined, (q) => q.where('id', '<', before!))
    .orderBy('id', 'desc')
    .limit(limit)
    .execute() as Promise<DeliveryRow[]>
export const count = async (tx: Tx, state: DeliveryRow['state']) =>
  (
    await tx
      .selectFrom('engine.delivery')
      .select(sql<number>`count(*)::int`.as('n'))
      .where('state', '=', state)
      .executeTakeFirstOrThrow()
  ).n
