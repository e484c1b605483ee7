import { campaignOf, listCampaigns } from '#customer/campaigns'
import type { Campaign } from '#customer/campaigns/contract'
import { findPoolOfSite, listNumbers } from '#customer/numbers'
import { getSite } from '#engine/people'
import type { Database } from '#kernel/db'
import type { Source } from './source.ts'
import { whose } from './website-repo.ts'

/** What a website shows: its site's number, the source-level numbers of its campaigns, the pool that it draws from. */
export type Plan = {
  orgId: string
  websiteId: string
  siteId: string
  phone: string
  poolId: string | undefined
  campaigns: Campaign[]
  /** Number shown to visitors of a campaign. */
  numbers: Map<string, string>
}

const freshMs = 5000
const kept = new Map<string, { until: number; plan: Promise<Plan | undefined> }>()

/** The plan of a website's key, at most 5 s old; undefined for a key that is nobody's. */
export function planOf(db: Database, key: string, now = Date.now()): Promise<Plan | undefined> {
  const known = kept.get(key)
  if (known && known.until > now) return known.plan
  if (kept.size > 10_000) kept.clear() // made-up keys must not fill the memory
  const plan = readPlan(db, key)
  kept.set(key, { until: now + freshMs, plan })
  plan.catch(() => kept.delete(key))
  return plan
}

async function readPlan(db: Database, key: string): Promise<Plan | undefined> {
  const website = await db.atGate((tx) => whose(tx, key))
  if (!website) return undefined
  return db.as({ orgId: website.org_id }, async (tx) => {
    const shown = (await listNumbers(tx, { siteId: website.site_id })).filter(
      (number) => number.shownOnPages && !number.retiredAt,
    )
    return {
      orgId: website.org_id,
      websiteId: website.id,
      siteId: website.site_id,
      phone: (await getSite(tx, website.site_id)).phone,
      poolId: await findPoolOfSite(tx, website.site_id),
      campaigns: await listCampaigns(tx),
      numbers: new Map(shown.map((number) => [number.campaignId!, number.e164])),
    }
  })
}

/** The source-level number for a visit: chosen in memory, from where the visit comes, and nothing else. */
export function sourceNumber(plan: Plan, source: Source): string | undefined {
  const campaign = campaignOf(
    plan.campaigns.filter(({ id }) => plan.numbers.has(id)),
    source,
  )
  return campaign && plan.numbers.get(campaign.id)
}
