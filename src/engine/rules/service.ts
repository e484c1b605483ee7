import type { Tx } from '#kernel/db'
import { emit } from '#kernel/events'
import { type Language, say } from '#kernel/i18n'
import { InputError, notFound } from '#shared/errors'
import { toAsked } from './book.ts'
import { checkRule, missingFinder } from './check.ts'
import type { Problem } from './check-condition.ts'
import type { Rule, RuleInput } from './contract.ts'
import { summarise } from './firing-repo.ts'
import * as repo from './repo.ts'

const topic = 'rules'

/** @param keyPrefix those of a screen of its own; by default all. */
export async function listRules(tx: Tx, language: Language, keyPrefix?: string): Promise<Rule[]> {
  const rows = await repo.list(tx, keyPrefix)
  const summary = await summarise(tx)
  const findMissing = missingFinder(tx)
  const rules: Rule[] = []
  for (const row of rows) {
    const checked = checkRule(toAsked(row))
    const problems = [...checked.problems, ...(await findMissing(toAsked(row), checked))]
    rules.push(toRule(row, problems, summary.get(row.id), language))
  }
  return rules
}

type Made = { enabled?: boolean; /** What a screen of its own calls it: unique, with its site. */ key?: string }

/**
 * @throws {InputError} naming each part that cannot work, {DomainError} `reference.unknown` (422) for its site,
 * `value.taken` (409) for its key.
 */
export async function createRule(
  tx: Tx,
  input: RuleInput,
  { enabled = true, key }: Made = {},
): Promise<{ id: string }> {
  await assertSound(tx, input)
  const { id } = await repo.insert(tx, { ...toColumns(input), enabled, key: key ?? null })
  await emit(tx, 'rule.created', { ruleId: id, siteId: input.siteId }, topic)
  return { id }
}

/** It is no longer a screen of its own's. @throws as {@link createRule}, and {DomainError} `rule.not_found` (404). */
export async function changeRule(tx: Tx, id: string, input: RuleInput): Promise<void> {
  await assertSound(tx, input)
  await lock(tx, id)
  await repo.update(tx, id, { ...toColumns(input), key: null })
  await emit(tx, 'rule.changed', { ruleId: id, siteId: input.siteId }, topic)
}

/** @throws {DomainError} `rule.not_found` (404). */
export async function enableRule(tx: Tx, id: string, enabled: boolean): Promise<void> {
  const rule = await lock(tx, id)
  if (rule.enabled === enabled && rule.stopped_reason === null) return
  await repo.update(tx, id, { enabled, stopped_reason: null, stopped_at: null })
  await emit(tx, enabled ? 'rule.enabled' : 'rule.disabled', { ruleId: id, siteId: rule.site_id }, topic)
}

/** @throws {DomainError} `rule.not_found` (404). */
export async function removeRule(tx: Tx, id: string): Promise<void> {
  const { site_id: siteId } = await lock(tx, id)
  await repo.update(tx, id, { removed_at: new Date() })
  await emit(tx, 'rule.removed', { ruleId: id, siteId }, topic)
}

/** @throws {DomainError} `rule.not_found` (404). */
export async function getRule(tx: Tx, id: string, language: Language): Promise<Rule> {
  const rule = (await listRules(tx, language)).find((one) => one.id === id)
  if (!rule) throw notFound('rule', id)
  return rule
}

async function lock(tx: Tx, id: string): Promise<repo.RuleRow> {
  const rule = await repo.lock(tx, id)
  if (!rule) throw notFound('rule', id)
  return rule
}

/** @throws {InputError} naming each part that cannot work. */
export async function assertSound(tx: Tx, input: Omit<RuleInput, 'name' | 'maxPerHour'>) {
  const checked = checkRule(input)
  const problems = [...checked.problems, ...(await missingFinder(tx)(input, checked))]
  if (problems.length > 0) throw new InputError(problems)
  return { event: checked.event!, actions: checked.actions }
}

const toColumns = (input: RuleInput) => ({
  name: input.name,
  event_type: input.on,
  site_id: input.siteId,
  condition: input.condition,
  actions: input.actions,
  max_per_hour: input.maxPerHour,
})

const reason = (code: string, language: Language) => ({ code, message: say(language, `errors.${code}`) })

const toRule = (
  row: repo.RuleRow,
  problems: Problem[],
  summary: { fired: number; lastAt: Date } | undefined,
  language: Language,
): Rule => ({
  ...toAsked(row),
  id: row.id,
  name: row.name,
  maxPerHour: row.max_per_hour,
  enabled: row.enabled,
  stopped:
    row.stopped_reason && row.stopped_at
      ? { ...reason(row.stopped_reason, language), at: row.stopped_at.toISOString() }
      : null,
  problems: problems.map(({ path, code }) => ({ path, ...reason(code, language) })),
  ownScreen: row.key !== null,
  fired: summary?.fired ?? 0,
  lastFiredAt: summary?.lastAt.toISOString() ?? null,
})
