import type { z } from 'zod'
import { InputError } from '#shared/errors'

/** Reads what came in by its shape. @throws {InputError} naming each wrong field, under `at` when it is not the body. */
export function readInput<S extends z.ZodType>(shape: S, value: unknown, at?: string): z.output<S> {
  const parsed = shape.safeParse(value)
  if (parsed.success) return parsed.data
  throw new InputError(
    parsed.error.issues.map((issue) => ({ path: [...(at ? [at] : []), ...issue.path].join('.'), code: codeOf(issue) })),
  )
}

/** A refinement names its own code; the others tell what is wrong with the value. */
function codeOf(issue: z.core.$ZodIssue): string {
  if (/^[a-z_]+\.[a-z_]+$/.test(issue.message)) return issue.message
  if (issue.code === 'invalid_type' && issue.message.endsWith('undefined')) return 'field.required'
  if (issue.code === 'too_small') return issue.minimum === 1 ? 'field.required' : 'field.too_small'
  if (issue.code === 'too_big') return 'field.too_big'
  return 'field.invalid'
}
