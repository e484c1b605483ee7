import { z } from 'zod'

/** What a field of an event's facts holds, as far as a rule can test it. */
export const fieldKinds = ['text', 'choice', 'reference', 'number', 'duration', 'boolean', 'instant', 'list'] as const
export const FieldKind = z.enum(fieldKinds)
export type FieldKind = z.output<typeof FieldKind>

export const Field = z.object({
  name: z.string(),
  kind: FieldKind,
  /** May be unknown. */
  optional: z.boolean(),
  /** `choice`: its values. */
  values: z.array(z.string()).optional(),
  /** `reference`: what it names, such as `site`. */
  of: z.string().optional(),
})
export type Field = z.output<typeof Field>

export const operators = [
  'is',
  'is_not',
  'one_of',
  'contains',
  'lacks',
  'starts_with',
  'at_least',
  'more_than',
  'at_most',
  'less_than',
  'before_day',
  'after_day',
  'within_hours',
  'outside_hours',
  'on_weekdays',
  'empty',
  'not_empty',
] as const
export const Operator = z.enum(operators)
export type Operator = z.output<typeof Operator>

const numeric = ['is', 'at_least', 'more_than', 'at_most', 'less_than'] as const
/** What can be asked of each kind of field, in the order in which a screen offers it. */
const byKind: Record<FieldKind, readonly Operator[]> = {
  text: ['is', 'is_not', 'one_of', 'contains', 'lacks', 'starts_with'],
  choice: ['is', 'is_not', 'one_of'],
  reference: ['is', 'is_not', 'one_of'],
  number: numeric,
  duration: numeric,
  boolean: ['is'],
  instant: ['within_hours', 'outside_hours', 'on_weekdays', 'before_day', 'after_day'],
  list: ['contains', 'lacks', 'empty', 'not_empty'],
}
export const operatorsOf = ({ kind, optional }: Pick<Field, 'kind' | 'optional'>): Operator[] => [
  ...byKind[kind],
  ...(optional && kind !== 'list' ? (['not_empty', 'empty'] as const) : []),
]

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)
/** Local hours of the event's site, `from` included, `until` excluded; the night when `from` is later. */
export const Hours = z.object({ from: clock, until: clock })
export type Hours = z.output<typeof Hours>

const text = z
  .string()
  .max(200)
  .refine((value) => value.isWellFormed() && !value.includes('\0'))

/** One question asked of one field. Durations are in seconds, days are local, weekdays ISO: 1 is Monday. */
export const Test = z.object({
  field: z.string().min(1).max(60),
  is: Operator,
  value: z.union([text, z.number(), z.boolean(), z.array(z.union([text, z.number()])).max(100), Hours]).optional(),
})
export type Test = z.output<typeof Test>

export const Group = z.object({ match: z.enum(['all', 'any']), tests: z.array(Test).min(1).max(20) })
export type Group = z.output<typeof Group>

/** Two levels: tests, and groups of tests, of which all or any must hold. Without a test it holds always. */
export const Condition = z.object({ match: z.enum(['all', 'any']), tests: z.array(z.union([Test, Group])).max(20) })
export type Condition = z.output<typeof Condition>

export const isGroup = (part: Test | Group): part is Group => 'tests' in part
