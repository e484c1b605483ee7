import type { Tx } from '#kernel/db'
import { emit } from '#kernel/events'
import * as repo from './repo.ts'

/** The house stops a rule by itself, and tells: it is seen on its screen, counted beside it, and told to webhooks. */
export async function stopRule(tx: Tx, id: string, reason: 'rule.loop' | 'rule.too_often'): Promise<void> {
  const rule = await repo.lock(tx, id)
  if (!rule?.enabled) return
  await repo.update(tx, id, { enabled: false, stopped_reason: reason, stopped_at: new Date() })
  await emit(tx, 'rule.stopped', { ruleId: id, siteId: rule.site_id, reason }, 'rules')
}
