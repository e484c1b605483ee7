import type { Tx } from '#kernel/db'
import { checkRule, type EventType, type ReadyAction, testsOf } from './check.ts'
import { type Holds, prepare } from './holds.ts'
import * as repo from './repo.ts'

/** A rule at work, ready to be asked. */
export type ReadyRule = {
  id: string
  siteId: string | null
  maxPerHour: number
  holds: Holds
  /** Fields asked about. */
  asked: string[]
  actions: ReadyAction[]
}

type Book = { version: number; byType: Map<string, ReadyRule[]> }
const books = new Map<string, Book>()

/**
 * The rules at work upon events of a type, in the order of their ids. They are prepared once, and again as soon as a
 * transaction that changed them has committed, whichever process it was in. One that has a problem is not at work.
 */
export async function rulesFor(tx: Tx, type: string): Promise<ReadyRule[]> {
  const { orgId, version } = await repo.readVersion(tx)
  if (version === 0) return []
  const known = books.get(orgId)
  if (known?.version === version) return known.byType.get(type) ?? []
  const byType = new Map<string, ReadyRule[]>()
  for (const row of await repo.listEnabled(tx)) {
    const ready = readyRule(row)
    if (ready) byType.set(row.event_type, [...(byType.get(row.event_type) ?? []), ready])
  }
  books.set(orgId, { version, byType })
  return byType.get(type) ?? []
}

export const toAsked = (row: Pick<repo.RuleRow, 'event_type' | 'site_id' | 'condition' | 'actions'>) => ({
  on: row.event_type,
  siteId: row.site_id,
  condition: row.condition,
  actions: row.actions,
})

function readyRule(row: repo.RuleRow): ReadyRule | undefined {
  const { event, actions, problems } = checkRule(toAsked(row))
  return event && problems.length === 0
    ? { id: row.id, maxPerHour: row.max_per_hour, actions, ...prepared(toAsked(row), event) }
    : undefined
}

/** @param rule without a problem. */
export const prepared = (
  { siteId, condition }: Pick<ReturnType<typeof toAsked>, 'siteId' | 'condition'>,
  { published, fields }: EventType,
): Pick<ReadyRule, 'siteId' | 'holds' | 'asked'> => {
  const holds = prepare(condition, fields)
  const site = published.about.site
  return {
    siteId,
    holds: siteId === null ? holds : (facts, zone) => facts[site!] === siteId && holds(facts, zone),
    asked: [...new Set(testsOf(condition).map(({ test }) => test.field))],
  }
}
