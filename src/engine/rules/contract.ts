import { z } from 'zod'
import { Empty, endpoint, IdParams, page, PageQuery } from '#shared/endpoint'
import { Condition, Field } from './condition.ts'

export * from './condition.ts'

/** How a screen asks for one of an action's settings. */
export const inputKinds = ['recipients', 'line', 'text', 'tag', 'owner', 'delay', 'webhook'] as const
export const InputKind = z.enum(inputKinds)
export type InputKind = z.output<typeof InputKind>

export const Action = z.object({ kind: z.string().min(1).max(60), settings: z.record(z.string(), z.unknown()) })
export type Action = z.output<typeof Action>

export const RuleInput = z.object({
  name: z.string().trim().min(1).max(120),
  /** A published event. */
  on: z.string().min(1).max(60),
  /** Null: every site. */
  siteId: z.uuid().nullable().default(null),
  condition: Condition.default({ match: 'all', tests: [] }),
  actions: z.array(Action).min(1).max(5),
  /** Beyond, it stops itself. */
  maxPerHour: z.number().int().min(1).max(1_000_000).default(100),
})
export type RuleInput = z.output<typeof RuleInput>

/** A refusal kept with what it keeps from working; `message` is in the reader's language. */
const Reason = z.object({ code: z.string(), message: z.string() })

export const Rule = RuleInput.extend({
  id: z.uuid(),
  enabled: z.boolean(),
  /** Why the house itself stopped it. */
  stopped: Reason.extend({ at: z.iso.datetime() }).nullable(),
  /** What keeps it from working: a field that is gone, somebody who left. It never fires then. */
  problems: z.array(Reason.extend({ path: z.string() })),
  /** It is settled on a screen of its own, such as the missed-call alerts. */
  ownScreen: z.boolean(),
  /** In the last 30 days. */
  fired: z.number().int(),
  lastFiredAt: z.iso.datetime().nullable(),
})
export type Rule = z.output<typeof Rule>

/** What one rule may be made of. */
export const Vocabulary = z.object({
  events: z.array(
    z.object({
      type: z.string(),
      /** What the locales call its facts. */
      noun: z.string(),
      fields: z.array(Field),
      /** Whether a rule on it can be for one site. */
      ofSite: z.boolean(),
      /** Kinds of actions that can act upon it. */
      actions: z.array(z.string()),
    }),
  ),
  actions: z.array(z.object({ kind: z.string(), inputs: z.record(z.string(), InputKind) })),
  /** By what is named: `site`, `campaign`, `member`, `tag`… */
  choices: z.record(z.string(), z.array(z.object({ value: z.string(), label: z.string() }))),
})
export type Vocabulary = z.output<typeof Vocabulary>

/** What was asked about, and found. */
const Found = z.object({ field: z.string(), kind: Field.shape.kind, value: z.unknown() })
/** What a rule fires upon, as lists show it. */
const Happening = z.object({
  at: z.iso.datetime(),
  title: z.string(),
  path: z.string().nullable(),
  found: z.array(Found),
})
export type Happening = z.output<typeof Happening>

export const Effect = z.object({
  id: z.uuid(),
  kind: z.string(),
  /** Whom it addresses: an address; empty when nobody. */
  target: z.string(),
  /** `skipped`: no longer called for when its turn came. */
  state: z.enum(['waiting', 'done', 'skipped', 'failed']),
  error: Reason.nullable(),
  settledAt: z.iso.datetime().nullable(),
})
export const Firing = Happening.extend({
  id: z.uuid(),
  ruleId: z.uuid(),
  ruleName: z.string(),
  noun: z.string(),
  /** Why nothing was done. */
  stopped: Reason.nullable(),
  effects: z.array(Effect),
})
export type Firing = z.output<typeof Firing>

/** What a rule would have done with what happened in the last 30 days, at today's facts. Nothing is done. */
export const Trial = z.object({
  from: z.iso.datetime(),
  /** Events read, and things that they told of. */
  events: z.number().int(),
  things: z.number().int(),
  fired: z.number().int(),
  /** False when the time allowed ended first: then `from` is how far back was read. */
  complete: z.boolean(),
  /** Whom or what each firing would have addressed: by kind of action, how many. */
  effects: z.array(z.object({ kind: z.string(), count: z.number().int() })),
  perDay: z.array(z.object({ day: z.iso.date(), fired: z.number().int() })),
  /** The last of them. */
  items: z.array(Happening.extend({ eventId: z.uuid() })),
})
export type Trial = z.output<typeof Trial>

const tag = 'Rules'
export const listRules = endpoint({
  method: 'GET',
  path: '/api/rules',
  tag,
  summary: 'List the rules, oldest first',
  reply: z.object({ items: z.array(Rule) }),
})
export const getVocabulary = endpoint({
  method: 'GET',
  path: '/api/rule-vocabulary',
  tag,
  summary: 'What a rule may be made of: events and their fields, actions, choices',
  reply: Vocabulary,
})
export const createRule = endpoint({
  method: 'POST',
  path: '/api/rules',
  tag,
  status: 201,
  summary: 'Create a rule, at work at once unless `enabled` is false',
  settings: ['name', 'on', 'siteId', 'maxPerHour', 'enabled'],
  body: RuleInput.extend({ enabled: z.boolean().default(true) }),
  reply: Rule,
})
export const changeRule = endpoint({
  method: 'PUT',
  path: '/api/rules/:id',
  tag,
  summary: 'Change a rule',
  settings: ['name', 'on', 'siteId', 'maxPerHour'],
  params: IdParams,
  body: RuleInput,
  reply: Rule,
})
export const enableRule = endpoint({
  method: 'PUT',
  path: '/api/rules/:id/activation',
  tag,
  summary: 'Put a rule to work, whoever had stopped it',
  params: IdParams,
  reply: Rule,
})
export const disableRule = endpoint({
  method: 'DELETE',
  path: '/api/rules/:id/activation',
  tag,
  summary: 'Stop a rule',
  params: IdParams,
  reply: Rule,
})
export const removeRule = endpoint({
  method: 'DELETE',
  path: '/api/rules/:id',
  tag,
  summary: 'Remove a rule; its log stays',
  params: IdParams,
  reply: Empty,
})
export const tryRule = endpoint({
  method: 'POST',
  path: '/api/rule-trials',
  tag,
  summary: 'Tell what a rule would have done in the last 30 days, doing nothing; closing the line stops it',
  body: RuleInput.omit({ name: true, maxPerHour: true }),
  reply: Trial,
})
export const listFirings = endpoint({
  method: 'GET',
  path: '/api/rule-firings',
  tag,
  summary: 'List what rules did, newest first',
  sees: 'people',
  query: PageQuery.extend({ ruleId: z.uuid().optional() }),
  reply: page(Firing),
})
export const retryFiring = endpoint({
  method: 'PUT',
  path: '/api/rule-firings/:id/retry',
  tag,
  summary: 'Try again, at once, what is not done of a firing',
  params: IdParams,
  reply: Firing,
})
