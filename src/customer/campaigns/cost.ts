import type { Campaign } from './contract.ts'

type Period = { from: string; to: string }

/**
 * What a campaign cost within a period, in cents: each of its dated costs spread evenly over its days; without any, its
 * whole cost (up to today while it runs). Null when its first day is not known: no honest share can be told.
 * @param period ISO days, both included.
 */
export function costWithin(
  campaign: Pick<Campaign, 'costCents' | 'startsOn' | 'endsOn' | 'costs'>,
  period: Period,
  today: string,
): number | null {
  const { startsOn, costCents, costs } = campaign
  if (costs.length > 0) return Math.round(costs.reduce((sum, cost) => sum + share(cost, period), 0))
  if (startsOn === null) return null
  const endsOn = campaign.endsOn ?? (today > startsOn ? today : startsOn)
  return Math.round(share({ startsOn, endsOn, amountCents: costCents }, period))
}

const share = (cost: { startsOn: string; endsOn: string; amountCents: number }, { from, to }: Period): number =>
  (cost.amountCents * days(cost.startsOn > from ? cost.startsOn : from, cost.endsOn < to ? cost.endsOn : to)) /
  days(cost.startsOn, cost.endsOn)

const days = (first: string, last: string): number =>
  Math.max(0, Math.round((Date.parse(last) - Date.parse(first)) / 86_400_000) + 1)
