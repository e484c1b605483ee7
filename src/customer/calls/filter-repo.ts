import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { digitsOf } from '#shared/phone-digits'
import type { CallFilter } from './contract.ts'

/** Fields of a filter that are about where a call comes from, and their columns, of calls and of touches alike. */
const originColumns = {
  medium: 'medium',
  channel: 'channel',
  source: 'source',
  term: 'term',
  ad: 'ad',
  landing: 'landing',
  campaignId: 'campaign_id',
} as const satisfies Partial<Record<keyof CallFilter, string>>

/** Nothing, and the word `none` that an advertiser may have written, are one: the word stands for nothing in filters. */
export const orNone = (column: string) => sql`nullif(${sql.ref(column)}::text, 'none')`

const is = (column: string, value: unknown): RawBuilder<SqlBool>[] => {
  if (value === undefined) return []
  return value === 'none' ? [sql`${orNone(column)} is null`] : [sql`${sql.ref(column)} = ${value}`]
}

export const all = (parts: RawBuilder<SqlBool>[]): RawBuilder<SqlBool> =>
  parts.length === 0 ? sql`true` : sql`${sql.join(parts, sql` and `)}`

/** Where a filter's origin is that of a row: a call or, with its alias, a touch. */
export const originParts = (filter: CallFilter, prefix = '') =>
  Object.entries(originColumns).flatMap(([field, column]) => is(prefix + column, filter[field as keyof CallFilter]))

/** The model whose shares are in `customer.call_touch`; undefined: a call is its last touch's, which is its own. */
export const sharedBy = ({ credit }: CallFilter) => (credit === 'last' ? undefined : credit)

/** Calls of which the filter's origin has a share. */
function hasOrigin(filter: CallFilter): RawBuilder<SqlBool>[] {
  const own = originParts(filter)
  const model = sharedBy(filter)
  if (!model || own.length === 0) return own
  return [
    sql`(touches <= 1 and ${all(own)} or touches > 1 and exists (select from customer.call_touch as touch
      where touch.org_id = tracked_call.org_id and touch.call_id = tracked_call.id
        and ${sql.ref(`touch.${model}`)} > 0 and ${all(originParts(filter, 'touch.'))}))`,
  ]
}

/** Where a filter holds; every figure and the list behind it use this same one. */
export function where(filter: CallFilter) {
  return all([
    ...(filter.from ? [sql<SqlBool>`local_day >= ${filter.from}::date`] : []),
    ...(filter.to ? [sql<SqlBool>`local_day <= ${filter.to}::date`] : []),
    ...is('site_id', filter.siteId),
    ...is('number_id', filter.numberId),
    ...is('zone', filter.zone),
    ...(filter.tagId ? [sql<SqlBool>`${filter.tagId}::uuid = any(tag_ids)`] : []),
    ...(filter.caller ? [sql<SqlBool>`caller like ${`%${digitsOf(filter.caller)}%`}`] : []),
    ...is('outcome', filter.outcome),
    ...is('certainty', filter.certainty),
    ...(filter.quarantine === 'all'
      ? []
      : [filter.quarantine ? sql<SqlBool>`quarantine is not null` : sql<SqlBool>`quarantine is null`]),
    ...(filter.customer ? [sql<SqlBool>`customer = ${filter.customer === 'yes'}`] : []),
    ...(filter.sold ? [sql<SqlBool>`sales > 0`] : []),
    ...(filter.talkedSeconds ? [sql<SqlBool>`talk_seconds >= ${filter.talkedSeconds}`] : []),
    ...(filter.waiting ? [sql<SqlBool>`outcome = 'missed' and spoken_at is null`] : []),
    ...is('local_weekday', filter.weekday),
    ...is('local_hour', filter.hour),
    ...hasOrigin(filter),
  ])
}
