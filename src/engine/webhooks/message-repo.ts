import { sql } from 'kysely'
import type { Tx } from '#kernel/db'
import type { MessageFilter } from './contract.ts'

export type MessageRow = {
  id: string
  webhook_id: string
  type: string
  body: string
  state: string
  attempts: number
  next_attempt_at: Date | null
  created_at: Date
  last_at: Date | null
  last_status: number | null
  last_reason: string | null
}

/** The job that sends what is due to one webhook: one waits at most, one runs at a time. */
const enqueueDelivery = (webhookId: unknown, runAt: unknown = sql`now()`) =>
  sql`core.enqueue('webhooks.deliver', jsonb_build_object('webhookId', ${webhookId}::uuid),
    run_at => ${runAt}, job_key => 'webhook ' || ${webhookId}::uuid, queue => 'webhook ' || ${webhookId}::uuid)`

export const isSubscribed = async (tx: Tx, type: string): Promise<boolean> =>
  (await tx
    .selectFrom('engine.webhook')
    .select('id')
    .where('enabled', '=', true)
    .where(sql<boolean>`event_types @> array[${type}]::text[]`)
    .limit(1)
    .executeTakeFirst()) !== undefined

type New = { key: string; type: string; body: string; tries: number }

/** One message for each webhook subscribed to the type that was not told of this key yet, and a job that sends it. @returns how many. */
export const insertForAll = async (tx: Tx, { key, type, body, tries }: New): Promise<number> =>
  (
    await sql`
    with made as (
      insert into engine.webhook_message (webhook_id, key, type, body, tries_left)
      select id, ${key}, ${type}, ${body}, ${tries}::int from engine.webhook
      where enabled and event_types @> array[${type}]::text[]
      on conflict (org_id, webhook_id, key) do nothing
      returning webhook_id)
    select ${enqueueDelivery(sql`webhook_id`)} from made`.execute(tx)
  ).rows.length

/** The same for one webhook. @returns undefined when it was told of this key before. */
export const insertForOne = async (
  tx: Tx,
  webhookId: string,
  { key, type, body, tries }: New,
): Promise<string | undefined> =>
  (
    await sql<{ id: string }>`
    with made as (
      insert into engine.webhook_message (webhook_id, key, type, body, tries_left)
      values (${webhookId}::uuid, ${key}, ${type}, ${body}, ${tries}::int)
      on conflict (org_id, webhook_id, key) do nothing
      returning id, webhook_id)
    select id, ${enqueueDelivery(sql`webhook_id`)} from made`.execute(tx)
  ).rows[0]?.id
export const findByKey = async (tx: Tx, webhookId: string, key: string): Promise<string | undefined> =>
  (
    await tx
      .selectFrom('engine.webhook_message')
      .select('id')
      .where('webhook_id', '=', webhookId)
      .where('key', '=', key)
      .executeTakeFirst()
  )?.id

export type Due = { id: string; webhook_id: string; body: string; attempts: number }
/** Those that wait longest for their next attempt; a trial first, somebody looks at it. */
export const listDue = (tx: Tx, webhookId: string, limit: number): Promise<Due[]> =>
  tx
    .selectFrom('engine.webhook_message')
    .select(['id', 'webhook_id', 'body', 'attempts'])
    .where('webhook_id', '=', webhookId)
    .where('state', '=', 'waiting')
    .where('next_attempt_at', '<=', sql<Date>`now()`)
    .orderBy(sql`type <> 'webhook.trial'`)
    .orderBy('next_attempt_at')
    .limit(limit)
    .execute()
/** The job of the next attempt, if anything waits. */
export const enqueueNext = (tx: Tx, webhookId: string) =>
  sql`
    select ${enqueueDelivery(webhookId, sql`min(next_attempt_at)`)} from engine.webhook_message
    where webhook_id = ${webhookId} and state = 'waiting' having count(*) > 0`.execute(tx)

/** @returns undefined when another has counted it, or the message is gone: the latecomer changes nothing. */
export const countAttempt = (tx: Tx, { id, attempts }: Due) =>
  tx
    .updateTable('engine.webhook_message')
    .set({ attempts: attempts + 1, tries_left: sql`greatest(tries_left - 1, 0)` })
    .where('id', '=', id)
    .where('attempts', '=', attempts)
    .returning(['tries_left', 'state'])
    .executeTakeFirst()
export const insertAttempt = (
  tx: Tx,
  attempt: { message_id: string; at: Date; duration_ms: number; status: number | null; reason: string | null },
) => tx.insertInto('engine.webhook_attempt').values(attempt).execute()
export const setState = (tx: Tx, id: string, state: 'delivered' | 'failed') =>
  tx.updateTable('engine.webhook_message').set({ state, next_attempt_at: null }).where('id', '=', id).execute()
export const setNext = (tx: Tx, id: string, at: Date) =>
  tx.updateTable('engine.webhook_message').set({ next_attempt_at: at }).where('id', '=', id).execute()

/** What waits for a webhook that is switched off. */
export const failWaiting = (tx: Tx, webhookId: string) =>
  tx
    .updateTable('engine.webhook_message')
    .set({ state: 'failed', next_attempt_at: null })
    .where('webhook_id', '=', webhookId)
    .where('state', '=', 'waiting')
    .execute()

const again = (tries: number) => sql`state = 'waiting', tries_left = ${tries}::int, next_attempt_at = now()`
export const replayOne = (tx: Tx, id: string, tries: number) =>
  sql`with due as (update engine.webhook_message set ${again(tries)} where id = ${id} returning webhook_id)
    select ${enqueueDelivery(sql`webhook_id`)} from due`.execute(tx)
/** @returns how many. */
export const replayFailed = async (tx: Tx, webhookId: string, since: Date, tries: number): Promise<number> => {
  const { rows } = await sql<{ n: number }>`
    with due as (
      update engine.webhook_message set ${again(tries)}
      where webhook_id = ${webhookId} and state = 'failed' and created_at >= ${since} and type <> 'webhook.trial'
      returning id)
    select count(*)::int as n, ${enqueueDelivery(webhookId)} from due`.execute(tx)
  return rows[0]!.n
}

const select = (tx: Tx) =>
  tx
    .selectFrom('engine.webhook_message as m')
    .leftJoinLateral(
      (query) =>
        query
          .selectFrom('engine.webhook_attempt as a')
          .select(['a.at as last_at', 'a.status as last_status', 'a.reason as last_reason'])
          .whereRef('a.org_id', '=', 'm.org_id')
          .whereRef('a.message_id', '=', 'm.id')
          .orderBy('a.id', 'desc')
          .limit(1)
          .as('last'),
      (join) => join.onTrue(),
    )
    .select([
      'm.id',
      'm.webhook_id',
      'm.type',
      'm.body',
      'm.state',
      'm.attempts',
      'm.next_attempt_at',
      'm.created_at',
      'last_at',
      'last_status',
      'last_reason',
    ])

export const find = (tx: Tx, id: string): Promise<MessageRow | undefined> =>
  select(tx).where('m.id', '=', id).executeTakeFirst()
/** Newest first. */
export const list = (
  tx: Tx,
  { webhookId, state, type }: MessageFilter,
  before: string | undefined,
  limit: number,
): Promise<MessageRow[]> =>
  select(tx)
    .$if(webhookId !== undefined, (q) => q.where('m.webhook_id', '=', webhookId!))
    .$if(state !== undefined, (q) => q.where('m.state', '=', state!))
    .$if(type !== undefined, (q) => q.where('m.type', '=', type!))
    .$if(before !== undefined, (q) => q.where('m.id', '<', before!))
    .orderBy('m.id', 'desc')
    .limit(limit)
    .execute()
export const listAttempts = (tx: Tx, messageId: string) =>
  tx
    .selectFrom('engine.webhook_attempt')
    .select(['at', 'duration_ms', 'status', 'reason'])
    .where('message_id', '=', messageId)
    .orderBy('id')
    .execute()

/** The job that removes what one day's messages have become; once, however many there are. */
export const enqueuePurge = (tx: Tx, day: string, runAt: Date) =>
  sql`select core.enqueue('webhooks.purge', '{}', run_at => ${runAt}, job_key => 'webhooks.purge ' || core.current_org() || ' ' || ${day}::text)`.execute(
    tx,
  )
export const removeBefore = async (tx: Tx, instant: Date): Promise<number> =>
  Number(
    (await tx.deleteFrom('engine.webhook_message').where('created_at', '<', instant).executeTakeFirst()).numDeletedRows,
  )
