import { type SqlBool, sql } from 'kysely'
import type { Tx } from '#kernel/db'
import type { Candidate } from '#customer/attribution/contract'
import type { CallFilter, Outcome } from './contract.ts'
import { where } from './filter-repo.ts'

export type TrackedCall = {
  id: string
  startedAt: Date
  siteId: string
  timeZone: string
  numberId: string | null
  phone: string
  outcome: Outcome
  talkSeconds: number | null
  spokenAt: Date | null
  caller: string | null
  personId: string | null
  firstCall: boolean
  certainty: 'support' | 'visitor' | 'uncertain' | 'direct'
  probability: number | null
  visitId: string | null
  source: string | null
  medium: string | null
  channel: string | null
  campaignId: string | null
  campaign: string | null
  term: string | null
  ad: string | null
  /** Where the visit began, without its query. */
  landing: string | null
  /** Where the caller's number suggests; `mobile`; null: it says nothing. */
  zone: string | null
  /** Answered: how long it rang. */
  waitSeconds: number | null
  /** How many touches led to it, its own included; 0 when its origin is not known. */
  touches: number
  candidates: Candidate[]
  otherProbability: number
  tagIds: string[]
}

const toColumns = (call: TrackedCall) => ({
  id: call.id,
  started_at: call.startedAt,
  site_id: call.siteId,
  number_id: call.numberId,
  phone: call.phone,
  outcome: call.outcome,
  talk_seconds: call.talkSeconds,
  spoken_at: call.spokenAt,
  caller: call.caller,
  person_id: call.personId,
  first_call: call.firstCall,
  certainty: call.certainty,
  probability: call.probability,
  visit_id: call.visitId,
  source: call.source,
  medium: call.medium,
  channel: call.channel,
  campaign_id: call.campaignId,
  campaign: call.campaign,
  term: call.term,
  ad: call.ad,
  landing: call.landing,
  zone: call.zone,
  wait_seconds: call.waitSeconds,
  touches: call.touches,
  other_probability: call.otherProbability,
  tag_ids: call.tagIds,
})

function toRow(call: TrackedCall) {
  const localTime = sql`(${call.startedAt}::timestamptz at time zone ${call.timeZone})`
  const local = (part: string) => sql<number>`extract(${sql.raw(part)} from ${localTime})::smallint`
  return {
    ...toColumns(call),
    candidates: JSON.stringify(call.candidates),
    local_day: sql<string>`${localTime}::date`,
    local_hour: local('hour'),
    local_weekday: local('isodow'),
    local_half: sql<number>`floor(extract(epoch from ${localTime}::time) / 1800)::smallint`,
  }
}

/** Writes a call's row, or what has become of it. Told twice, it is the same row. */
export async function upsert(tx: Tx, call: TrackedCall): Promise<void> {
  const values = toRow(call)
  await tx
    .insertInto('customer.tracked_call')
    .values(values)
    .onConflict((c) => c.columns(['org_id', 'id']).doUpdateSet(values))
    .execute()
}

/** As JSON: a statement of 40,000 parameters takes PostgreSQL three times as long to read as to do. */
export async function insertAll(tx: Tx, calls: TrackedCall[]): Promise<void> {
  if (calls.length === 0) return
  const rows = calls.map((call) => ({ ...toColumns(call), candidates: call.candidates }))
  const columns = sql.join(Object.keys(rows[0]!).map((name) => sql.ref(name)))
  const given = sql.join(Object.keys(rows[0]!).map((name) => sql.ref(`r.${name}`)))
  await sql`insert into customer.tracked_call (${columns}, local_day, local_hour, local_weekday, local_half)
    select ${given}, at::date, extract(hour from at), extract(isodow from at), floor(extract(epoch from at::time) / 1800)
    from json_populate_recordset(null::customer.tracked_call, ${JSON.stringify(rows)}) r
    join engine.site s on s.id = r.site_id, lateral (select r.started_at at time zone s.time_zone as at) as local_time`.execute(
    tx,
  )
}

/** Those of the ids that are tracked. */
export const listTracked = async (tx: Tx, ids: string[]): Promise<Set<string>> =>
  new Set(
    (
      await sql<{ id: string }>`select id from customer.tracked_call where id = any(${ids}::uuid[])`.execute(tx)
    ).rows.map(({ id }) => id),
  )

/** A site whose time zone changed has its calls dated again. */
export const redate = (tx: Tx, siteId: string, timeZone: string) =>
  sql`update customer.tracked_call set local_day = (started_at at time zone ${timeZone})::date,
      local_hour = extract(hour from started_at at time zone ${timeZone}), local_weekday = extract(isodow from started_at at time zone ${timeZone}),
      local_half = floor(extract(epoch from (started_at at time zone ${timeZone})::time) / 1800)
    where site_id = ${siteId}`.execute(tx)

/** A person was spoken to: what they missed before is no longer without an answer. */
export const setSpoken = (tx: Tx, personId: string, at: Date) =>
  tx
    .updateTable('customer.tracked_call')
    .set({ spoken_at: at })
    .where('person_id', '=', personId)
    .where('outcome', '=', 'missed')
    .where('started_at', '<=', at)
    .where((e) => e.or([e('spoken_at', 'is', null), e('spoken_at', '>', at)]))
    .execute()

/** As {@link setSpoken}, for many: each missed call is settled by the first time that its caller was spoken to after it. */
export const setAllSpoken = (tx: Tx, spoken: { personId: string; at: Date }[]) =>
  sql`update customer.tracked_call c set spoken_at = first.at
    from (
      select m.id, min(s.at) as at from customer.tracked_call m
      join unnest(${spoken.map(({ personId }) => personId)}::uuid[], ${spoken.map(({ at }) => at.toISOString())}::timestamptz[]) as s (person, at)
        on m.person_id = s.person and m.started_at <= s.at
      where m.outcome = 'missed' and m.person_id = any(${spoken.map(({ personId }) => personId)}::uuid[]) group by m.id
    ) as first
    where c.id = first.id and (c.spoken_at is null or c.spoken_at > first.at)`.execute(tx)

/** A call thought to be answered was missed after all: what it was believed to settle waits for the next one, if any. */
export const correctSpoken = (tx: Tx, personId: string, at: Date, next: Date | null) =>
  tx
    .updateTable('customer.tracked_call')
    .set({ spoken_at: next })
    .where('person_id', '=', personId)
    .where('outcome', '=', 'missed')
    .where('spoken_at', '=', at)
    .execute()

/** The tags that a call has, as its interaction says. A call that nobody tracks has no row here. */
export const setTags = (tx: Tx, id: string, tagIds: string[]) =>
  tx.updateTable('customer.tracked_call').set({ tag_ids: tagIds }).where('id', '=', id).execute()

const selection = (tx: Tx) =>
  tx
    .selectFrom('customer.tracked_call')
    .selectAll()
    .select((e) =>
      e
        .selectFrom('customer.missed_call_alert as a')
        .select((x) => x.fn.max('a.sent_at').as('at'))
        .whereRef('a.org_id', '=', 'customer.tracked_call.org_id')
        .whereRef('a.call_id', '=', 'customer.tracked_call.id')
        .as('alerted_at'),
    )

export type CallRow = Awaited<ReturnType<typeof list>>[number]

/** Newest first, after the cursor (started_at, id). */
export const list = (tx: Tx, filter: CallFilter, { after, limit }: { after?: [string, string]; limit: number }) =>
  selection(tx)
    .where(where(filter))
    .$if(after !== undefined, (q) =>
      q.where(sql<SqlBool>`(started_at, id) < (${after?.[0]}::timestamptz, ${after?.[1]}::uuid)`),
    )
    .orderBy('started_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()

export const find = (tx: Tx, id: string) => selection(tx).where('id', '=', id).executeTakeFirst()

export const findAll = (tx: Tx, ids: string[]) => selection(tx).where('id', 'in', ids).execute()

/** The person's calls before this one, newest first. */
export const listEarlier = (tx: Tx, personId: string, before: Date) =>
  tx
    .selectFrom('customer.tracked_call')
    .select(['id', 'started_at', 'outcome'])
    .where('person_id', '=', personId)
    .where('started_at', '<', before)
    .orderBy('started_at', 'desc')
    .limit(20)
    .execute()
