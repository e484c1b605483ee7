import { z } from 'zod'
import { type Condition, type Field, Hours, isGroup, operatorsOf, type Test } from './condition.ts'

/** Something that keeps a rule from working: where it is in the rule, and the code of its sentence. */
export type Problem = { path: string; code: string }

const weekdays = z.array(z.number().int().min(1).max(7)).min(1)

/** What is wrong with a condition, given the fields that there are: none is ever silently false. */
export function conditionProblems({ tests }: Condition, fields: Map<string, Field>): Problem[] {
  return tests.flatMap((part, i) =>
    isGroup(part)
      ? part.tests.flatMap((test, j) => testProblems(test, fields, `condition.tests.${i}.tests.${j}`))
      : testProblems(part, fields, `condition.tests.${i}`),
  )
}

function testProblems(test: Test, fields: Map<string, Field>, path: string): Problem[] {
  const field = fields.get(test.field)
  if (!field) return [{ path: `${path}.field`, code: 'rule.unknown_field' }]
  if (!operatorsOf(field).includes(test.is)) return [{ path: `${path}.is`, code: 'rule.unknown_operator' }]
  return valueOf(field, test).safeParse(test.value).success ? [] : [{ path: `${path}.value`, code: 'rule.bad_value' }]
}

/** The shape of the value that a test needs. */
function valueOf(field: Field, { is }: Test): z.ZodType {
  if (is === 'empty' || is === 'not_empty') return z.undefined()
  if (is === 'within_hours' || is === 'outside_hours') return Hours
  if (is === 'on_weekdays') return weekdays
  if (is === 'before_day' || is === 'after_day') return z.iso.date()
  const one = oneOf(field)
  return is === 'one_of' ? z.array(one).min(1) : one
}

function oneOf({ kind, values = [] }: Field): z.ZodType {
  if (kind === 'choice') return z.enum(values)
  if (kind === 'reference') return z.uuid()
  if (kind === 'boolean') return z.boolean()
  if (kind === 'number' || kind === 'duration') return z.number()
  return z.string().trim().min(1)
}
