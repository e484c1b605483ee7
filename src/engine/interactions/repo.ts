import { type SqlBool, sql } from 'kysely'
import type { Tx } from '#kernel/db'
import type { CallEvent } from './call-event.ts'

export type InteractionRow = {
  id: string
  event: CallEvent
  site_id: string
  line_id: string
  person_id: string | null
  caller: string | null
  first_of_person: boolean
  outcome: 'ongoing' | 'answered' | 'missed'
  started_at: Date
  brought_by: string
  created_at: Date
}

const columns = [
  'id',
  'event',
  'site_id',
  'line_id',
  'person_id',
  'caller',
  'first_of_person',
  'outcome',
  'started_at',
  'brought_by',
  'created_at',
] as const

/** Makes those who tell of the same call wait for each other, from before its first row exists. */
export const lockCall = (tx: Tx, source: string, externalId: string) =>
  sql`select pg_advisory_xact_lock(hashtextextended(core.current_org() || ${source} || ' ' || ${externalId}, 0))`.execute(
    tx,
  )

/** Makes imports take turns: two files that name the same calls in another order would wait for each other for ever. */
export const lockImport = (tx: Tx) =>
  sql`select pg_advisory_xact_lock(hashtextextended('import ' || core.current_org(), 0))`.execute(tx)

export const findByExternalId = (tx: Tx, source: string, externalId: string) =>
  tx
    .selectFrom('engine.interaction')
    .select(columns)
    .where('external_source', '=', source)
    .where('external_id', '=', externalId)
    .executeTakeFirst() as Promise<InteractionRow | undefined>

/** Those of a source's ids that were told before. */
export const listTold = async (tx: Tx, source: string, externalIds: string[]): Promise<Set<string>> =>
  new Set(
    (
      await sql<{ id: string }>`select external_id as id from engine.interaction
        where external_source = ${source} and external_id = any(${externalIds}::text[])`.execute(tx)
    ).rows.map(({ id }) => id),
  )

/** When each of these persons was spoken to since an instant. */
export const listSpoken = async (tx: Tx, personIds: string[], since: Date): Promise<{ personId: string; at: Date }[]> =>
  (
    await sql<{ personId: string; at: Date }>`select person_id as "personId", started_at as at from engine.interaction
      where person_id = any(${personIds}::uuid[]) and outcome = 'answered' and started_at >= ${since}`.execute(tx)
  ).rows

export const find = (tx: Tx, id: string) =>
  tx.selectFrom('engine.interaction').select(columns).where('id', '=', id).executeTakeFirst() as Promise<
    InteractionRow | undefined
  >

export const findAll = (tx: Tx, ids: string[]) =>
  tx
    .selectFrom('engine.interaction')
    .select(columns)
    .where(sql<SqlBool>`id = any(${ids}::uuid[])`)
    .execute() as Promise<InteractionRow[]>

/** Until commit nobody tells more of this call, and no other reader of it is at work. */
export const lock = (tx: Tx, id: string) =>
  tx.selectFrom('engine.interaction').select(columns).where('id', '=', id).forUpdate().executeTakeFirst() as Promise<
    InteractionRow | undefined
  >

type Told = { event: CallEvent; outcome: InteractionRow['outcome'] }

const times = ({ event, outcome }: Told) => ({
  event: JSON.stringify(event),
  outcome,
  started_at: event.startedAt,
  answered_at: event.answeredAt,
  ended_at: event.endedAt,
  talk_seconds: outcome === 'answered' ? event.talkSeconds : null,
})

type NewCall = Told & {
  brought_by: string
  external_source: string
  site_id: string
  line_id: string
  person_id: string | null
  caller: string | null
  first_of_person: boolean
}

const toValues = ({ event, outcome, ...rest }: NewCall) => ({
  ...rest,
  ...times({ event, outcome }),
  channel: 'call',
  direction: event.direction,
  external_id: event.externalId,
})

/** @returns undefined when its id within its source is taken: by a call of a site that is out of scope. */
export const insert = (tx: Tx, told: NewCall) =>
  tx
    .insertInto('engine.interaction')
    .values(toValues(told))
    .onConflict((c) => c.columns(['org_id', 'external_source', 'external_id']).doNothing())
    .returning(columns)
    .executeTakeFirst() as Promise<InteractionRow | undefined>

/** In the order given; as JSON, which PostgreSQL reads sooner than 20,000 parameters. @param told one at least. */
export async function insertAll(tx: Tx, told: NewCall[]): Promise<InteractionRow[]> {
  const rows = told.map((one) => ({ ...toValues(one), event: one.event }))
  const names = sql.join(Object.keys(rows[0]!).map((name) => sql.ref(name)))
  return (
    await sql<InteractionRow>`insert into engine.interaction (${names})
      select ${names} from json_populate_recordset(null::engine.interaction, ${JSON.stringify(rows)})
      returning ${sql.join(columns.map((name) => sql.ref(name)))}`.execute(tx)
  ).rows
}

export const update = (
  tx: Tx,
  id: string,
  told: Told & { person_id: string | null; caller: string | null; first_of_person: boolean },
) => {
  const { event, outcome, ...rest } = told
  return tx
    .updateTable('engine.interaction')
    .set({ ...rest, ...times({ event, outcome }) })
    .where('id', '=', id)
    .returning(columns)
    .executeTakeFirstOrThrow() as Promise<InteractionRow>
}

export const findSpokenSince = async (tx: Tx, personId: string, since: Date) =>
  (
    await tx
      .selectFrom('engine.interaction')
      .select('started_at')
      .where('person_id', '=', personId)
      .where('outcome', '=', 'answered')
      .where('started_at', '>=', since)
      .orderBy('started_at')
      .limit(1)
      .executeTakeFirst()
  )?.started_at

export const listOf = async (tx: Tx, personIds: string[]): Promise<string[]> =>
  personIds.length === 0
    ? []
    : (await tx.selectFrom('engine.interaction').select('id').where('person_id', 'in', personIds).execute()).map(
        ({ id }) => id,
      )
/** People who have not called since an instant, and whose number is still known. */
export const listSilent = async (tx: Tx, since: Date, limit: number): Promise<string[]> =>
  (
    await sql<{ id: string }>`select distinct i.person_id as id from engine.interaction i
      where i.started_at < ${since} and i.caller is not null and i.person_id is not null
        and not exists (select from engine.interaction l where l.person_id = i.person_id and l.started_at >= ${since})
      limit ${limit}`.execute(tx)
  ).rows.map(({ id }) => id)
/** Every number that somebody called from and that is still known. */
export const listCallers = async (tx: Tx): Promise<string[]> =>
  (
    await sql<{ caller: string }>`select distinct caller from engine.interaction where caller is not null`.execute(tx)
  ).rows.map(({ caller }) => caller)
/** What the telephone told of them keeps everything but the number. */
export const forgetCallers = (tx: Tx, personIds: string[]) =>
  sql`update engine.interaction set caller = null,
      event = event || case event ->> 'direction' when 'outbound' then '{"to": "anonymous"}'::jsonb else '{"from": null}' end
    where person_id = any(${personIds}::uuid[]) and caller is not null`.execute(tx)
