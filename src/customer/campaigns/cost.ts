import type { Campaign } from './contract.ts'

/**
 * What a campaign cost within a period, in cents: its whole cost, spread evenly over its days (up to today while it
 * runs). Null when its first day is not known: no honest share can be told.
 * @param period ISO days, both included.
 */
export function costWithin(
  campaign: Pick<Campaign, 'costCents' | 'startsOn' | 'endsOn'>,
  period: { from: string; to: string },
  today: string,
): number | null {
  const { startsOn, costCents } = campaign
  if (startsOn === null) return null
  const end = campaign.endsOn ?? (today > startsOn ? today : startsOn)
  const shared = days(startsOn > period.from ? startsOn : period.from, end < period.to ? end : period.to)
  return Math.round((costCents * shared) / days(startsOn, end))
}

const days = (first: string, last: string): number =>
  Math.max(0, Math.round((Date.parse(last) - Date.parse(first)) / 86_400_000) + 1)
