import { campaignOf, listCampaigns } from '#customer/campaigns'
import type { Campaign } from '#customer/campaigns/contract'
import { listNumbers, poolsOfSite } from '#customer/numbers'
import { getSite } from '#engine/people'
import type { Database } from '#kernel/db'
import { recent } from '#shared/recent'
import type { SourceRule, SwapRule } from './contract.ts'
import { list as listSourceRules } from './source-rule-repo.ts'
import type { Source } from './source.ts'
import { list as listRules } from './swap-repo.ts'
import { whose } from './website-repo.ts'

/** A number that the pages carry, and what may be shown instead: by a rule, else lent by a pool. */
export type Target = { phone: string; rules: (SwapRule & { phone: string })[]; poolId: string | undefined }

/** What a website shows: instead of its site's number and others, by rules and pools; the source-level numbers of its campaigns. */
export type Plan = {
  orgId: string
  websiteId: string
  siteId: string
  phone: string
  /** The site's own number first. */
  targets: Target[]
  campaigns: Campaign[]
  sourceRules: SourceRule[]
  /** Number shown to visitors of a campaign. */
  numbers: Map<string, string>
}

/** The plan of a website's key, at most 5 s old; undefined for a key that is nobody's. */
export const plansOf = (db: Database) => recent((key) => readPlan(db, key), 5000)

async function readPlan(db: Database, key: string): Promise<Plan | undefined> {
  const website = await db.atGate((tx) => whose(tx, key))
  if (!website) return undefined
  return db.as({ orgId: website.org_id }, async (tx) => {
    const { phone } = await getSite(tx, website.site_id)
    const all = (await listNumbers(tx)).filter(({ retiredAt, level }) => !retiredAt && level === 'source')
    const numbers = all.filter(({ siteId }) => siteId === website.site_id)
    const e164s = new Map(all.map(({ id, e164 }) => [id, e164]))
    const rules = (await listRules(tx, website.site_id)).flatMap((rule) => {
      const shown = e164s.get(rule.numberId)
      return shown ? [{ ...rule, phone: shown }] : []
    })
    const pools = await poolsOfSite(tx, website.site_id)
    const replaced = [null, ...new Set([...rules, ...pools].flatMap(({ replaces }) => replaces ?? []))]
    return {
      orgId: website.org_id,
      websiteId: website.id,
      siteId: website.site_id,
      phone,
      targets: replaced.map((target) => ({
        phone: target ?? phone,
        rules: rules.filter(({ replaces }) => replaces === target),
        poolId: pools.find(({ replaces }) => replaces === target)?.id,
      })),
      campaigns: await listCampaigns(tx),
      sourceRules: await listSourceRules(tx),
      numbers: new Map(
        numbers.filter(({ shownOnPages }) => shownOnPages).map((number) => [number.campaignId!, number.e164]),
      ),
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
