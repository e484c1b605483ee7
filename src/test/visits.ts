import type { Actor } from '#kernel/db'
import type { TestDb } from './db.ts'

let made = 0

export async function aWebsite(query: TestDb['query'], { orgId }: Actor, siteId: string): Promise<string> {
  const [row] = await query(
    `insert into customer.website (org_id, site_id, host, key) values ($1, $2, $3, $3) returning id`,
    [orgId, siteId, `www${(made += 1)}.exemple.fr`],
  )
  return row!.id as string
}

export type GivenVisit = {
  websiteId: string
  visitorId?: string
  /** Number lent for the whole visit and half an hour more, unless `until` says when it was taken. */
  numberId: string
  from: Date
  until?: Date
  lastSeenAt: Date
  reused?: boolean
  source?: { source: string; medium: string; channel: string; campaign?: string; campaignId?: string }
  pages?: { at: Date; title: string }[]
  telClick?: { at: Date; phone: string }
}

/** A visit as the number script would have left it, at the moments that the test wants. */
export async function aVisit(query: TestDb['query'], { orgId }: Actor, given: GivenVisit) {
  const { source, medium, channel, campaign, campaignId } = {
    campaign: null,
    campaignId: null,
    ...(given.source ?? { source: 'google', medium: 'organic', channel: 'Organic Search' }),
  }
  const visitorId =
    given.visitorId ??
    (
      await query('insert into customer.visitor (org_id, website_id, first_seen_at) values ($1, $2, $3) returning id', [
        orgId,
        given.websiteId,
        given.from,
      ])
    )[0]!.id
  const [visit] = await query(
    `insert into customer.visit (org_id, visitor_id, started_at, last_seen_at, landing_url, referrer, source, medium, channel, campaign, campaign_id, click_ids)
     values ($1, $2, $3, $4, 'https://www.exemple.fr/', '', $5, $6, $7, $8, $9, '{}') returning id`,
    [orgId, visitorId, given.from, given.lastSeenAt, source, medium, channel, campaign, campaignId],
  )
  await aLease(query, { orgId }, { ...given, visitorId: visitorId as string, visitId: visit!.id as string })
  const views = [
    ...(given.pages ?? []).map(({ at, title }) => ['page', at, title, null]),
    ...(given.telClick ? [['tel_click', given.telClick.at, '', given.telClick.phone]] : []),
  ]
  for (const [kind, at, title, phone] of views)
    await query(
      `insert into customer.page_view (org_id, visit_id, kind, at, url, title, phone) values ($1, $2, $3, $4, 'https://www.exemple.fr/', $5, $6)`,
      [orgId, visit!.id, kind, at, title, phone],
    )
  return { visitId: visit!.id as string, visitorId: visitorId as string }
}

export const aLease = (
  query: TestDb['query'],
  { orgId }: Actor,
  given: Pick<GivenVisit, 'numberId' | 'from' | 'until' | 'lastSeenAt' | 'reused'> & {
    visitorId: string
    visitId: string
  },
) =>
  query(
    `insert into customer.lease (org_id, number_id, visitor_id, visit_id, held, reused) values ($1, $2, $3, $4, tstzrange($5, $6), $7)`,
    [
      orgId,
      given.numberId,
      given.visitorId,
      given.visitId,
      given.from,
      given.until ?? new Date(given.lastSeenAt.getTime() + 1_800_000),
      given.reused ?? false,
    ],
  )
