import type { Campaign } from '#customer/campaigns/contract'
import { addDays, type Day, daysBetween } from './calendar.ts'
import { type CampaignFacts, campaigns } from './campaigns.ts'
import type { SiteFacts } from './company.ts'

/** A campaign as it was run: `run` tells this year's from last year's. */
export type CampaignRun = CampaignFacts & { run: string; startsOn: Day | null; endsOn: Day | null }

/** What ran between two days, and what starts soon after them. */
export function runsBetween(first: Day, last: Day): CampaignRun[] {
  const soon = addDays(last, 30)
  const years = Array.from({ length: Number(soon.slice(0, 4)) - Number(first.slice(0, 4)) + 2 }, (_, place) =>
    String(Number(first.slice(0, 4)) - 1 + place),
  )
  return campaigns.flatMap((campaign): CampaignRun[] => {
    if (!campaign.runs) return [{ ...campaign, run: campaign.key, startsOn: first, endsOn: null }]
    const [from, to] = campaign.runs
    return years
      .map((year) => ({
        ...campaign,
        run: `${campaign.key}-${year}`,
        name: `${campaign.name} ${year}`,
        ...(campaign.code && { code: `${campaign.code}-${year}` }),
        startsOn: `${year}-${from}`,
        endsOn: `${to < from ? String(Number(year) + 1) : year}-${to}`,
      }))
      .filter(({ startsOn, endsOn }) => endsOn >= first && startsOn <= soon)
  })
}

export const toCampaign = (run: CampaignRun, months: number): Omit<Campaign, 'id' | 'createdAt' | 'costs'> => ({
  name: run.name,
  medium: run.medium,
  channel: run.channel,
  code: run.code ?? null,
  costCents: run.runs ? run.costCents : run.costCents * months,
  currency: 'EUR',
  startsOn: run.startsOn,
  endsOn: run.endsOn,
})

export const hasNumberIn = (run: CampaignRun, { key }: SiteFacts): boolean => run.number?.towns.includes(key) ?? false

/** How much of its full effect a campaign's number has on a day. Old leaflets lie in drawers: a few calls still come after the end. */
export function effectOn({ number, startsOn, endsOn }: CampaignRun, day: Day): number {
  const days = daysBetween(startsOn!, day)
  if (days < 0) return 0
  if (number!.effect === 'burst') return days < 2 ? 1 - days / 2 : 0.004
  if (endsOn && day > endsOn) return number!.effect === 'fading' ? 0.03 : 0.01
  return number!.effect === 'fading' ? 0.4 + 0.9 * Math.exp(-days / 21) : 1
}
