import { published, type Published } from '#kernel/events'
import { readExactly } from '#kernel/http'
import type { Tx } from '#kernel/db'
import { InputError } from '#shared/errors'
import { type ActionKind, choicesOf, findAction } from './action.ts'
import { conditionProblems, type Problem } from './check-condition.ts'
import type { Action, Condition, RuleInput, Test } from './contract.ts'
import { type Field, isGroup } from './condition.ts'
import { fieldsOf } from './fields.ts'

export type EventType = { published: Published; fields: Map<string, Field> }
export type ReadyAction = { kind: ActionKind; settings: Record<string, unknown> }
type Asked = Pick<RuleInput, 'on' | 'siteId' | 'condition' | 'actions'>

export function findEventType(type: string): EventType | undefined {
  const found = published().find((one) => one.type === type)
  return found && { published: found, fields: fieldsOf(found) }
}

/** Whether what it tells of is of a site, so that a rule can be for one. */
export const isOfSite = ({ about }: Published): boolean => about.site !== undefined

/** A rule's actions, ready to be done, or what is wrong with the rule as it is written, wherever it is read. */
export function checkRule(rule: Asked): { event?: EventType; actions: ReadyAction[]; problems: Problem[] } {
  const event = findEventType(rule.on)
  if (!event) return { actions: [], problems: [{ path: 'on', code: 'rule.unknown_event' }] }
  const problems = conditionProblems(rule.condition, event.fields)
  if (rule.siteId !== null && !isOfSite(event.published)) problems.push({ path: 'siteId', code: 'rule.no_site' })
  const actions = rule.actions.map((action, i) => checkAction(action, event, `actions.${i}`))
  return {
    event,
    actions: actions.flatMap(({ ready }) => ready ?? []),
    problems: [...problems, ...actions.flatMap((one) => one.problems)],
  }
}

function checkAction(
  { kind, settings }: Action,
  event: EventType,
  path: string,
): { ready?: ReadyAction; problems: Problem[] } {
  const known = findAction(kind)
  if (!known) return { problems: [{ path: `${path}.kind`, code: 'rule.unknown_action' }] }
  if (known.fits?.(event.published) === false)
    return { problems: [{ path: `${path}.kind`, code: 'rule.unfit_action' }] }
  try {
    const read = readExactly(known.settings, settings, `${path}.settings`)
    const problems = known.problems?.(read, event.fields) ?? []
    return {
      ready: { kind: known, settings: read },
      problems: problems.map((problem) => ({ ...problem, path: `${path}.settings.${problem.path}` })),
    }
  } catch (error) {
    if (error instanceof InputError) return { problems: error.fields }
    throw error
  }
}

/** Finds what a rule names that is no longer there. Reads each list of choices once, however many rules it checks. */
export function missingFinder(tx: Tx) {
  const lists = new Map(choicesOf())
  const known = new Map<string, Promise<Set<string>>>()
  const ids = (of: string) => {
    const set =
      known.get(of) ??
      lists
        .get(of)?.(tx)
        .then((items) => new Set(items.map(({ value }) => value)))
    if (set) known.set(of, set)
    return set
  }
  return async (rule: Asked, { event, actions }: ReturnType<typeof checkRule>): Promise<Problem[]> => {
    const problems: Problem[] = []
    for (const { test, path } of testsOf(rule.condition)) {
      const field = event?.fields.get(test.field)
      const there = field?.kind === 'reference' && test.value !== undefined ? await ids(field.of!) : undefined
      if (there && ![test.value].flat().every((id) => there.has(id as string)))
        problems.push({ path: `${path}.value`, code: 'rule.gone' })
    }
    for (const [i, { kind, settings }] of actions.entries())
      for (const problem of (await kind.missing?.(tx, settings)) ?? [])
        problems.push({ ...problem, path: `actions.${i}.settings.${problem.path}` })
    return problems
  }
}

export const testsOf = ({ tests }: Condition): { test: Test; path: string }[] =>
  tests.flatMap((part, i) =>
    isGroup(part)
      ? part.tests.map((test, j) => ({ test, path: `condition.tests.${i}.tests.${j}` }))
      : [{ test: part, path: `condition.tests.${i}` }],
  )
