import { type SqlBool, sql } from 'kysely'
import type { Tx } from '#kernel/db'
import type { RequestCounts, RequestFilter } from './contract.ts'

export type NewRequest = {
  subject: string
  person_id: string | null
  interaction_id: string | null
  answer_id: string | null
  between_two: string[] | null
  site_id: string | null
  owner_id: string | null
  due_at: Date
}
export type RequestRow = NewRequest & { id: string; opened_at: Date; closed_at: Date | null }

const columns = [
  'id',
  'subject',
  'person_id',
  'interaction_id',
  'answer_id',
  'between_two',
  'site_id',
  'owner_id',
  'opened_at',
  'due_at',
  'closed_at',
] as const

export const insert = (tx: Tx, request: NewRequest): Promise<RequestRow> =>
  tx.insertInto('engine.request').values(request).returning(columns).executeTakeFirstOrThrow()
export const find = (tx: Tx, id: string): Promise<RequestRow | undefined> =>
  tx.selectFrom('engine.request').select(columns).where('id', '=', id).executeTakeFirst()
export const findAll = (tx: Tx, ids: string[]): Promise<RequestRow[]> =>
  tx.selectFrom('engine.request').select(columns).where('id', 'in', ids).execute()
/** Until commit, so that two advisers cannot close it twice. */
export const lock = (tx: Tx, id: string): Promise<RequestRow | undefined> =>
  tx.selectFrom('engine.request').select(columns).where('id', '=', id).forUpdate().executeTakeFirst()

const set = (tx: Tx, id: string, values: { closed_at?: Date | null; owner_id?: string | null }): Promise<RequestRow> =>
  tx.updateTable('engine.request').set(values).where('id', '=', id).returning(columns).executeTakeFirstOrThrow()
export const setClosed = (tx: Tx, id: string, at: Date | null) => set(tx, id, { closed_at: at })
export const setOwner = (tx: Tx, id: string, ownerId: string | null) => set(tx, id, { owner_id: ownerId })

type Wanted = RequestFilter & { me: string | null; now: Date }

/** Open ones by due instant, closed ones newest first, after the cursor (that instant, id). */
export function list(
  tx: Tx,
  { state, owner, siteId, late, me, now }: Wanted,
  { after, limit }: { after?: [string, string]; limit: number },
): Promise<RequestRow[]> {
  const isOpen = state === 'open'
  const by = isOpen ? 'due_at' : 'closed_at'
  return tx
    .selectFrom('engine.request')
    .select(columns)
    .where('closed_at', isOpen ? 'is' : 'is not', null)
    .$if(owner === 'none', (q) => q.where('owner_id', 'is', null))
    .$if(owner === 'me', (q) => q.where('owner_id', '=', me))
    .$if(owner !== undefined && owner !== 'me' && owner !== 'none', (q) => q.where('owner_id', '=', owner!))
    .$if(siteId !== undefined, (q) => q.where('site_id', '=', siteId!))
    .$if(late !== undefined, (q) =>
      q.where(isOpen ? sql<SqlBool>`due_at < ${now}::timestamptz` : sql<SqlBool>`due_at < closed_at`),
    )
    .$if(after !== undefined, (q) =>
      q.where(
        sql<SqlBool>`(${sql.ref(by)}, id) ${sql.raw(isOpen ? '>' : '<')} (${after?.[0]}::timestamptz, ${after?.[1]}::uuid)`,
      ),
    )
    .orderBy(by, isOpen ? 'asc' : 'desc')
    .orderBy('id', isOpen ? 'asc' : 'desc')
    .limit(limit)
    .execute()
}

export const count = (tx: Tx, me: string | null, now: Date): Promise<RequestCounts> =>
  tx
    .selectFrom('engine.request')
    .select([
      sql<number>`count(*)::int`.as('open'),
      sql<number>`(count(*) filter (where due_at < ${now}::timestamptz))::int`.as('late'),
      sql<number>`(count(*) filter (where owner_id = ${me}::uuid))::int`.as('mine'),
      sql<number>`(count(*) filter (where owner_id is null))::int`.as('unowned'),
    ])
    .where('closed_at', 'is', null)
    .executeTakeFirstOrThrow()

/** What happened to a request, oldest first. */
export const listHistory = async (tx: Tx, id: string) =>
  (
    await sql<{ event_id: string; type: string; data: Record<string, unknown>; actor_id: string | null; at: Date }>`
    select * from engine.request_history(${id}::uuid)`.execute(tx)
  ).rows

/** The latest request that each answer has opened. */
export const listOfAnswers = async (tx: Tx, answerIds: string[]): Promise<Map<string, string>> =>
  new Map(
    (
      await tx
        .selectFrom('engine.request')
        .select(['id', 'answer_id'])
        .where('answer_id', 'in', answerIds)
        .orderBy('id')
        .execute()
    ).map(({ id, answer_id }) => [answer_id!, id]),
  )

/** Of what was owed to customers by some day: how much was done by then, site by site; one request, one person. */
export const countKept = async (tx: Tx, { from, to }: { from: string; to: string }) =>
  (
    await sql<{ siteId: string | null; people: number; due: number; kept: number }>`
      select site_id as "siteId", count(*)::int as people, count(*)::int as due,
        (count(*) filter (where closed_at <= due_at))::int as kept
      from engine.request
      where between_two is null and (person_id is not null or interaction_id is not null or answer_id is not null)
        and due_at >= ${from}::date and due_at < ${to}::date + 1 and (due_at < now() or closed_at is not null)
      group by 1`.execute(tx)
  ).rows
