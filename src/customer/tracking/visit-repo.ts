import { sql } from 'kysely'
import type { Tx } from '#kernel/db'
import type { Source } from './source.ts'

export type NewVisit = {
  id: string
  visitorId: string
  url: string
  referrer: string
  source: Source
  campaignId: string | null
  consentText: string | null
  /** Those that chose its numbers. */
  swapRules?: string[]
}
type Pair = { visit: string; visitor: string }

/**
 * What is true of what browsers remember: the visitors known to this website for at most 13 months, the life of an
 * identifier, which visits do not prolong; and their visits seen within the half hour.
 */
export const listKnown = async (tx: Tx, websiteId: string, claims: { visitor: string; visit: string | null }[]) =>
  (
    await sql<{ visitor: string; visit: string | null; url: string; referrer: string; channel: string }>`
    select r.id as visitor, v.id as visit, coalesce(v.landing_url, '') as url, coalesce(v.referrer, '') as referrer, coalesce(v.channel, '') as channel
    from unnest(${claims.map((c) => c.visitor)}::uuid[], ${claims.map((c) => c.visit)}::uuid[]) as c (visitor, visit)
    join customer.visitor r on r.id = c.visitor and r.website_id = ${websiteId} and r.first_seen_at > now() - interval '13 months'
    left join customer.visit v on v.id = c.visit and v.visitor_id = r.id and v.last_seen_at > now() - interval '30 minutes'`.execute(
      tx,
    )
  ).rows

export const insertVisitors = (tx: Tx, websiteId: string, ids: string[]) =>
  sql`insert into customer.visitor (id, website_id, first_seen_at) select id, ${websiteId}, now() from unnest(${ids}::uuid[]) as id`.execute(
    tx,
  )

export const insertVisits = (tx: Tx, visits: NewVisit[]) =>
  sql`insert into customer.visit (id, visitor_id, started_at, last_seen_at, landing_url, referrer, source, medium, channel, campaign, campaign_id, term, ad, click_ids, consent_text, swap_rules)
    select id, visitor_id, now(), now(), landing_url, referrer, source, medium, channel, campaign, campaign_id, term, ad, coalesce(click_ids, '{}'), consent_text, swap_rules
    from jsonb_to_recordset(${JSON.stringify(
      visits.map((v) => ({
        id: v.id,
        visitor_id: v.visitorId,
        landing_url: v.url,
        referrer: v.referrer,
        source: v.source.source,
        medium: v.source.medium,
        channel: v.source.channel,
        campaign: v.source.campaign,
        campaign_id: v.campaignId,
        term: v.source.term,
        ad: v.source.ad,
        click_ids: v.source.clickIds,
        consent_text: v.consentText,
        swap_rules: v.swapRules ?? [],
      })),
    )}::jsonb) as v (id uuid, visitor_id uuid, landing_url text, referrer text, source text, medium text, channel text, campaign text, campaign_id uuid, term text, ad text, click_ids jsonb, consent_text text, swap_rules text[])`.execute(
    tx,
  )

export type NewView = { visitId: string; kind: 'page' | 'tel_click'; url: string; title: string; phone: string | null }
export const insertViews = (tx: Tx, views: NewView[]) =>
  sql`insert into customer.page_view (visit_id, kind, at, url, title, phone)
    select visit_id, kind, now(), url, title, phone
    from jsonb_to_recordset(${JSON.stringify(views.map((v) => ({ visit_id: v.visitId, kind: v.kind, url: v.url, title: v.title, phone: v.phone })))}::jsonb)
      as v (visit_id uuid, kind text, url text, title text, phone text)`.execute(tx)

/** Notes a sign of life; a visit that is over stays over. @returns the visits that are indeed their visitor's, on this website. */
export const setSeen = async (tx: Tx, websiteId: string, pairs: Pair[]) =>
  (
    await sql<{ id: string }>`
    with own as materialized (
      select v.id from customer.visit v join customer.visitor r on r.id = v.visitor_id and r.website_id = ${websiteId}
      where (v.id, v.visitor_id) in (select * from unnest(${pairs.map((p) => p.visit)}::uuid[], ${pairs.map((p) => p.visitor)}::uuid[]))
      order by v.id for no key update of v -- all lock in one order
    ), seen as (
      update customer.visit v set last_seen_at = now() from own where v.id = own.id and v.last_seen_at > now() - interval '30 minutes'
    ) select id from own`.execute(tx)
  ).rows.map((row) => row.id)

export const listVisits = (tx: Tx, ids: string[]) =>
  tx
    .selectFrom('customer.visit')
    .select([
      'id',
      'visitor_id',
      'started_at',
      'last_seen_at',
      'source',
      'medium',
      'channel',
      'campaign',
      'campaign_id',
      'term',
      'ad',
      'landing_url',
    ])
    .where('id', 'in', ids)
    .execute()

/** Last click on a number's link in each visit, up to an instant. */
export const listTelClicks = (tx: Tx, visitIds: string[], phone: string, until: Date) =>
  tx
    .selectFrom('customer.page_view')
    .select(['visit_id'])
    .select((e) => e.fn.max('at').as('at'))
    .where('visit_id', 'in', visitIds)
    .where('kind', '=', 'tel_click')
    .where('phone', '=', phone)
    .where('at', '<=', until)
    .groupBy('visit_id')
    .execute()

export const listVisitsOf = (tx: Tx, visitorId: string, until: Date) =>
  tx
    .selectFrom('customer.visit')
    .selectAll()
    .where('visitor_id', '=', visitorId)
    .where('started_at', '<=', until)
    .orderBy('started_at', 'desc')
    .limit(20)
    .execute()

export const findClick = (tx: Tx, id: string) =>
  tx
    .selectFrom('customer.visit')
    .select(['visitor_id', 'started_at', 'click_ids', 'consent_text'])
    .where('id', '=', id)
    .executeTakeFirst()

/** Visits that browsers made since an instant, wherever they came from. */
export const listVisitsSince = (tx: Tx, visitorIds: string[], since: Date) =>
  tx
    .selectFrom('customer.visit')
    .select([
      'id',
      'visitor_id',
      'started_at',
      'source',
      'medium',
      'channel',
      'campaign_id',
      'term',
      'ad',
      'landing_url',
    ])
    .where('visitor_id', 'in', visitorIds)
    .where('started_at', '>=', since)
    .orderBy('started_at')
    .execute()
export const listViewsOf = (tx: Tx, visitIds: string[], until: Date) =>
  tx
    .selectFrom('customer.page_view')
    .select(['visit_id', 'kind', 'at', 'url', 'title'])
    .where('visit_id', 'in', visitIds)
    .where('at', '<=', until)
    .orderBy('at')
    .limit(500)
    .execute()

/** Titles of the pages of each visit up to its own instant, the latest ones, oldest first. */
export const listTitles = async (tx: Tx, visits: { visit: string; until: Date }[], most: number) =>
  (
    await sql<{ visit: string; titles: string[] }>`
    select w.visit, array(
      select title from (select title, at from customer.page_view where visit_id = w.visit and kind = 'page' and at <= w.until order by at desc limit ${most}) as latest order by at
    ) as titles
    from unnest(${visits.map((v) => v.visit)}::uuid[], ${visits.map((v) => v.until.toISOString())}::timestamptz[]) as w (visit, until)`.execute(
      tx,
    )
  ).rows

/** What the visitors of a site's websites did since an instant: how many came, how long they stayed, how many touched a number's link. */
export const behaviourOf = async (tx: Tx, siteId: string, since: Date) =>
  (
    await sql<{ visits: number; meanVisitSeconds: number; telClicks: number }>`
    select count(*)::int as visits,
      coalesce(avg(extract(epoch from v.last_seen_at - v.started_at)), 0)::float8 as "meanVisitSeconds",
      count(*) filter (where exists (
        select from customer.page_view p where p.org_id = v.org_id and p.visit_id = v.id and p.kind = 'tel_click'))::int as "telClicks"
    from customer.website w
    join customer.visitor r on r.org_id = w.org_id and r.website_id = w.id
    join customer.visit v on v.org_id = r.org_id and v.visitor_id = r.id and v.started_at >= ${since}
    where w.site_id = ${siteId}`.execute(tx)
  ).rows[0]!
