import { campaignOf, listCampaigns } from '#customer/campaigns'
import { lendPast, poolsOfSite } from '#customer/numbers'
import { type Tx, uuidv7 } from '#kernel/db'
import { notFound } from '#shared/errors'
import * as repo from './past-repo.ts'
import { classifySource } from './source.ts'
import { find } from './website-repo.ts'

/** A consenting visit as it was, to which nothing is added any more. */
export type PastVisit = {
  /** The same for every visit of one browser. */
  visitorId: string
  referrer: string
  /** At least one, oldest first. */
  pages: { at: Date; url: string; title: string }[]
  /** When the number shown was touched. */
  telClickAt?: Date
  lastSeenAt: Date
  consentText: string | null
}

/**
 * Notes visits of the past with their pages, and lends their numbers as they would have been lent then. What was told
 * live goes through `recordVisits` instead, which asks no browser for the time.
 * @param visits of one website, oldest first; no two begin at the same instant, and none before an earlier call's last.
 * @throws {DomainError} `website.not_found` (404).
 */
export async function recordPastVisits(
  tx: Tx,
  websiteId: string,
  visits: PastVisit[],
): Promise<{ visitId: string; phone: string | undefined }[]> {
  const website = await find(tx, websiteId)
  if (!website) throw notFound('website', websiteId)
  if (visits.length === 0) return []
  const campaigns = await listCampaigns(tx)
  const poolId = (await poolsOfSite(tx, website.site_id)).find(({ replaces }) => replaces === null)?.id
  const all = visits.map((visit) => {
    const { at: startedAt, url } = visit.pages[0]!
    const source = classifySource({ url, referrer: visit.referrer })
    return { ...visit, id: uuidv7(startedAt.getTime()), startedAt, url, source }
  })
  await repo.insertVisitors(
    tx,
    websiteId,
    all.map(({ visitorId, startedAt }) => ({ id: visitorId, firstSeenAt: startedAt })),
  )
  await repo.insertVisits(
    tx,
    all.map((visit) => ({ ...visit, campaignId: campaignOf(campaigns, visit.source)?.id ?? null })),
  )
  const stays = all.map(({ id, visitorId, startedAt, lastSeenAt }) => ({
    visit: id,
    visitor: visitorId,
    from: startedAt,
    lastSeenAt,
  }))
  const leases = poolId ? await lendPast(tx, poolId, stays) : []
  const phones = new Map(leases.map(({ visitId, phone }) => [visitId, phone]))
  await repo.insertViews(
    tx,
    all.flatMap(({ id: visitId, pages, telClickAt }) => {
      const phone = phones.get(visitId)
      const seen = pages.map((page) => ({ ...page, visitId, kind: 'page' as const, phone: null }))
      const touched = { visitId, kind: 'tel_click' as const, url: pages.at(-1)!.url, title: '', phone: phone ?? null }
      return telClickAt ? [...seen, { ...touched, at: telClickAt }] : seen
    }),
  )
  return all.map(({ id }) => ({ visitId: id, phone: phones.get(id) }))
}
