import type { Tx } from '#kernel/db'
import type { JourneyStep } from './contract.ts'
import * as repo from './visit-repo.ts'

/** A visit as attribution looks at it. */
export type VisitFacts = {
  visitId: string
  visitorId: string
  startedAt: Date
  lastSeenAt: Date
  source: string
  medium: string
  channel: string
  campaign: string | null
  campaignId: string | null
  term: string | null
  ad: string | null
  /** Where the visit began, without its query. */
  landing: string
  /** Last click on the number's link before the call. */
  telClickAt: Date | null
}

/** The facts of visits that held a number, up to a call to it. */
export async function visitsBefore(
  tx: Tx,
  visitIds: string[],
  phone: string,
  until: Date,
): Promise<Map<string, VisitFacts>> {
  if (visitIds.length === 0) return new Map()
  const clicks = new Map((await repo.listTelClicks(tx, visitIds, phone, until)).map((row) => [row.visit_id, row.at]))
  return new Map(
    (await repo.listVisits(tx, visitIds)).map((row) => [
      row.id,
      {
        visitId: row.id,
        visitorId: row.visitor_id,
        startedAt: row.started_at,
        lastSeenAt: row.last_seen_at,
        source: row.source,
        medium: row.medium,
        channel: row.channel,
        campaign: row.campaign,
        campaignId: row.campaign_id,
        term: row.term,
        ad: row.ad,
        landing: withoutQuery(row.landing_url),
        telClickAt: clicks.get(row.id) ?? null,
      },
    ]),
  )
}

/** A visit as one of the touches that led to a call. */
export type VisitTouch = Pick<
  VisitFacts,
  'visitId' | 'visitorId' | 'source' | 'medium' | 'channel' | 'campaignId' | 'term' | 'ad' | 'landing'
> & { at: Date }

/** Visits of browsers since an instant, oldest first. */
export const touchesOf = async (tx: Tx, visitorIds: string[], since: Date): Promise<VisitTouch[]> =>
  visitorIds.length === 0
    ? []
    : (await repo.listVisitsSince(tx, visitorIds, since)).map((row) => ({
        visitId: row.id,
        visitorId: row.visitor_id,
        at: row.started_at,
        source: row.source,
        medium: row.medium,
        channel: row.channel,
        campaignId: row.campaign_id,
        term: row.term,
        ad: row.ad,
        landing: withoutQuery(row.landing_url),
      }))

/** The click that a visit began with, and the text that its visitor agreed to. */
export type VisitClick = {
  visitorId: string
  startedAt: Date
  clickIds: Record<string, string>
  consentText: string | null
}

/** Undefined when the visit is gone. */
export async function visitClick(tx: Tx, visitId: string): Promise<VisitClick | undefined> {
  const row = await repo.findClick(tx, visitId)
  return (
    row && {
      visitorId: row.visitor_id,
      startedAt: row.started_at,
      clickIds: row.click_ids as Record<string, string>,
      consentText: row.consent_text,
    }
  )
}

const withoutQuery = (url: string) => url.replace(/[?#].*$/s, '')

/** All that a visitor did up to an instant, oldest first: visits with where they came from, pages, clicks on the number. */
export async function journeyOf(tx: Tx, visitorId: string, until: Date): Promise<JourneyStep[]> {
  const visits = await repo.listVisitsOf(tx, visitorId, until)
  if (visits.length === 0) return []
  const views = await repo.listViewsOf(
    tx,
    visits.map((visit) => visit.id),
    until,
  )
  const nowhere = { source: null, medium: null, channel: null, campaign: null, rules: [] }
  return visits.toReversed().flatMap((visit): JourneyStep[] => [
    {
      at: visit.started_at.toISOString(),
      kind: 'visit',
      url: visit.landing_url,
      title: '',
      source: visit.source,
      medium: visit.medium,
      channel: visit.channel,
      campaign: visit.campaign,
      rules: visit.swap_rules,
    },
    ...views
      .filter((view) => view.visit_id === visit.id)
      .map((view): JourneyStep => ({
        ...nowhere,
        at: view.at.toISOString(),
        kind: view.kind as 'page' | 'tel_click',
        url: view.url,
        title: view.title,
      })),
  ])
}

/** Titles of the last pages of each visit before its call. */
export async function pagesBefore(
  tx: Tx,
  visits: { visit: string; until: Date }[],
  most = 5,
): Promise<Map<string, string[]>> {
  if (visits.length === 0) return new Map()
  return new Map((await repo.listTitles(tx, visits, most)).map((row) => [row.visit, row.titles]))
}
