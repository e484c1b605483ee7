import type { SourceRule } from './contract.ts'
import type { Source } from './source.ts'
import { comesFrom, landsOn } from './swap.ts'

/** Where a visit came from, as the organisation's own rules say: the first that holds, in the administrator's order. */
export function bySourceRules(rules: SourceRule[], visit: { url: string; referrer: string }, found: Source): Source {
  const rule = rules.find((one) => holds(one, visit, found))
  if (!rule) return found
  return {
    ...found,
    source: rule.source ?? found.source,
    medium: rule.medium ?? found.medium,
    channel: rule.channel,
  }
}

function holds({ kind, value }: SourceRule, visit: { url: string; referrer: string }, found: Source): boolean {
  if (kind === 'landing') return landsOn(value, URL.parse(visit.url))
  if (kind === 'referrer') return comesFrom(value, URL.parse(visit.referrer))
  return (kind === 'source' ? found.source : found.medium).toLowerCase() === value.toLowerCase()
}
