import { sql } from 'kysely'
import type { Tx } from '#kernel/db'
import type { NewView, NewVisit } from './visit-repo.ts'

/** Those known already stay as they are; of several of one visitor the first counts. */
export const insertVisitors = (tx: Tx, websiteId: string, visitors: { id: string; firstSeenAt: Date }[]) =>
  sql`insert into customer.visitor (id, website_id, first_seen_at)
    select id, ${websiteId}, first_seen_at from unnest(${visitors.map((v) => v.id)}::uuid[], ${visitors.map((v) => v.firstSeenAt.toISOString())}::timestamptz[]) as v (id, first_seen_at)
    on conflict do nothing`.execute(tx)

export const insertVisits = (tx: Tx, visits: (NewVisit & { startedAt: Date; lastSeenAt: Date })[]) =>
  sql`insert into customer.visit (id, visitor_id, started_at, last_seen_at, landing_url, referrer, source, medium, channel, campaign, campaign_id, term, ad, click_ids, consent_text)
    select id, visitor_id, started_at, last_seen_at, landing_url, referrer, source, medium, channel, campaign, campaign_id, term, ad, coalesce(click_ids, '{}'), consent_text
    from jsonb_to_recordset(${JSON.stringify(
      visits.map((v) => ({
        id: v.id,
        visitor_id: v.visitorId,
        started_at: v.startedAt,
        last_seen_at: v.lastSeenAt,
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
      })),
    )}::jsonb) as v (id uuid, visitor_id uuid, started_at timestamptz, last_seen_at timestamptz, landing_url text, referrer text, source text, medium text, channel text, campaign text, campaign_id uuid, term text, ad text, click_ids jsonb, consent_text text)`.execute(
    tx,
  )

export const insertViews = (tx: Tx, views: (NewView & { at: Date })[]) =>
  sql`insert into customer.page_view (visit_id, kind, at, url, title, phone)
    select visit_id, kind, at, url, title, phone
    from jsonb_to_recordset(${JSON.stringify(views.map(({ visitId, kind, at, url, title, phone }) => ({ visit_id: visitId, kind, at, url, title, phone })))}::jsonb)
      as v (visit_id uuid, kind text, at timestamptz, url text, title text, phone text)`.execute(tx)
