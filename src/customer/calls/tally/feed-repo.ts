import { sql } from 'kysely'
import type { Tx } from '#kernel/db'
import type { Chunk } from './chunk.ts'
import { flag } from './chunk.ts'

/** After which row one goes on. */
export type Cursor = { changed: string; place: number }
export const fromTheStart: Cursor = { changed: '0', place: 0 }

const rowsAtOnce = 50_000

/** Transactions from this one on may not have been seen yet: where the next reading has to begin. */
export const horizon = async (tx: Tx): Promise<string> =>
  (await sql<{ xmin: string }>`select pg_snapshot_xmin(pg_current_snapshot())::text as xmin`.execute(tx)).rows[0]!.xmin

/** Whether there are so many calls at least. */
export const isAtLeast = async (tx: Tx, calls: number): Promise<boolean> =>
  (await sql`select from customer.tracked_call offset ${calls - 1} limit 1`.execute(tx)).rows.length > 0

const texts = (column: string) => sql`coalesce(json_agg(nullif(${sql.ref(column)}::text, 'none')), '[]')::text`

/**
 * Calls in the order in which they were written last. Rows of transactions to come are those of a restored backup, whose
 * counter was further.
 * @returns undefined when there is none; `next` null at the end.
 */
export async function readChunk(tx: Tx, after: Cursor): Promise<{ chunk: Chunk; next: Cursor | null } | undefined> {
  const { rows } = await sql<Omit<Chunk, 'words'> & Record<string, string> & { last: string; last_place: number }>`
    with page as materialized (
      select * from customer.tracked_call
      where (changed, place) > (${after.changed}::xid8, ${after.place}::bigint) and changed < pg_snapshot_xmax(pg_current_snapshot())
      order by changed, place limit ${rowsAtOnce}
    ), told as (
      select *, row_number() over (order by changed, place)::int - 1 as n from page order by changed, place
    )
    select count(*)::int as count,
      (select changed::text from page order by changed desc, place desc limit 1) as last,
      (select place from page order by changed desc, place desc limit 1) as last_place,
      string_agg(int4send(place::int4), '') as place,
      string_agg(int2send((local_day - date '2000-01-01')::int2), '') as day,
      string_agg(int2send(local_half), '') as half,
      string_agg(int2send((
        case outcome when 'answered' then ${flag.answered} when 'missed' then ${flag.missed} else 0 end::int
        + case certainty when 'visitor' then ${flag.visitor} when 'uncertain' then ${flag.uncertain} when 'direct' then ${flag.direct} else 0 end::int
        + first_call::int * ${flag.first}::int + (caller is null and not erased)::int * ${flag.hidden}::int
        + customer::int * ${flag.customer}::int + acquired::int * ${flag.acquired}::int
        + (quarantine is not null)::int * ${flag.quarantined}::int + (spoken_at is not null)::int * ${flag.spoken}::int
        + (sales <> 0 or value_cents <> 0)::int * ${flag.valued}::int)::int2), '') as flags,
      string_agg(int4send(coalesce(talk_seconds, -1)), '') as talk,
      string_agg(int4send(coalesce(wait_seconds, -1)), '') as wait,
      string_agg(int4send(sales), '') as sales,
      string_agg(float8send(coalesce(extract(epoch from spoken_at - started_at)::float8, 'NaN')), '') as "spokenAfter",
      string_agg(float8send(value_cents::float8), '') as value,
      string_agg(uuid_send(coalesce(person_id, '00000000-0000-0000-0000-000000000000')), '') as person,
      ${texts('site_id')} as site, ${texts('number_id')} as number, ${texts('campaign_id')} as campaign,
      ${texts('medium')} as medium, ${texts('channel')} as channel, ${texts('source')} as source, ${texts('term')} as term,
      ${texts('ad')} as ad, ${texts('landing')} as landing, ${texts('zone')} as zone,
      coalesce(json_agg(json_build_array(n, tag_ids)) filter (where tag_ids <> '{}'), '[]')::text as tags
    from told`.execute(tx)
  const { last, last_place, site, number, campaign, medium, channel, source, term, ad, landing, zone, ...columns } =
    rows[0]!
  if (columns.count === 0) return undefined
  const words = { site, number, campaign, medium, channel, source, term, ad, landing, zone } as Chunk['words']
  return {
    chunk: { ...columns, words },
    next: columns.count < rowsAtOnce ? null : { changed: last, place: last_place },
  }
}
