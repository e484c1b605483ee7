import { listNumbers } from '#customer/numbers'
import { dialable, getSite } from '#engine/people'
import type { Tx } from '#kernel/db'
import { emit } from '#kernel/events'
import { invalid } from '#shared/errors'
import type { SwapRule } from './contract.ts'
import * as repo from './swap-repo.ts'

/** @throws {DomainError} `site.not_found` (404). */
export async function listSwapRules(tx: Tx, siteId: string): Promise<SwapRule[]> {
  await getSite(tx, siteId)
  return repo.list(tx, siteId)
}

/**
 * @throws {DomainError} `site.not_found` (404), `swap_rule.no_value` (422), `swap_rule.bad_number` (422) for one that is
 * lent by a pool, `phone.not_dialable` (422).
 */
export async function setSwapRules(tx: Tx, siteId: string, rules: SwapRule[]): Promise<SwapRule[]> {
  const site = await getSite(tx, siteId)
  // Any site's: calls may be welcomed elsewhere than where the pages belong. While it is out of service, its rule waits.
  const numbers = (await listNumbers(tx)).filter(({ level }) => level === 'source')
  const shown = new Set(numbers.map(({ id }) => id))
  const checked = rules.map((rule) => {
    if (rule.kind !== 'always' && !rule.value) throw invalid('swap_rule.no_value')
    if (!shown.has(rule.numberId)) throw invalid('swap_rule.bad_number')
    const replaces = rule.replaces === null ? null : dialable(rule.replaces)
    return {
      ...rule,
      value: rule.kind === 'always' ? '' : rule.value,
      replaces: replaces === site.phone ? null : replaces,
    }
  })
  await repo.replace(tx, siteId, checked)
  await emit(tx, 'site.swaps_changed', { siteId }, 'numbers')
  return checked
}
