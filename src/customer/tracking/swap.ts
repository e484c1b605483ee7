import type { SwapRule } from './contract.ts'

/** What a visit began with: a rule is chosen once for all of it. */
export type Beginning = { url: string; referrer: string; channel: string }

/** From the most particular to the most general; among rules of one kind the administrator's order decides. */
const order = ['landing', 'referrer', 'channel', 'always'] as const

/**
 * The first rule that holds: a landing page before a referrer, before a channel, before always. Whatever holds comes
 * before the pool, and the pool before the number of the visit's campaign.
 */
export function chooseRule<R extends Pick<SwapRule, 'kind' | 'value'>>(rules: R[], visit: Beginning): R | undefined {
  for (const kind of order) {
    const found = rules.find((rule) => rule.kind === kind && holds(rule, visit))
    if (found) return found
  }
  return undefined
}

function holds({ kind, value }: Pick<SwapRule, 'kind' | 'value'>, { url, referrer, channel }: Beginning): boolean {
  if (kind === 'always') return true
  if (kind === 'channel') return value === channel
  return kind === 'landing' ? landsOn(value, URL.parse(url)) : comesFrom(value, URL.parse(referrer))
}

/** `/devis`: that path and those under it. `utm_campaign=printemps`: that parameter with that value, in any case. */
export function landsOn(value: string, page: URL | null): boolean {
  if (!page) return false
  if (value.startsWith('/')) {
    const path = value.replace(/\/+$/, '')
    return page.pathname === path || page.pathname.startsWith(`${path}/`)
  }
  const [name = '', ...rest] = value.toLowerCase().split('=')
  const wanted = rest.join('=')
  return [...page.searchParams].some(([key, given]) => key.toLowerCase() === name && given.toLowerCase() === wanted)
}

/** A host and those under it; never one that merely ends alike. */
export function comesFrom(value: string, referrer: URL | null): boolean {
  const [host, wanted] = [referrer?.hostname.toLowerCase() ?? '', value.toLowerCase().replace(/^www\./, '')]
  return host === wanted || host.endsWith(`.${wanted}`)
}
