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

/**
 * The same, refusing what the shape does not name, however deep: a misspelt field is not dropped in silence, and nobody
 * sets what is not offered (mass assignment). What the shape lets through unread, such as JSON of any kind, may hold
 * everything but the names of JavaScript's prototypes.
 */
export function readExactly<S extends z.ZodType>(shape: S, value: unknown, at?: string): z.output<S> {
  const read = readInput(shape, value, at)
  const strangers = strangersIn(value, read)
  if (strangers.length === 0) return read
  throw new InputError(
    strangers.map((path) => ({ path: [...(at ? [at] : []), ...path].join('.'), code: 'field.unknown' })),
  )
}

const prototypes = new Set(['__proto__', 'constructor', 'prototype'])

/** Paths of what was given and not read. Shapes drop what they do not name, and rename nothing. */
function strangersIn(given: unknown, read: unknown): string[][] {
  if (typeof given !== 'object' || typeof read !== 'object' || given === null || read === null) return []
  return Object.entries(given).flatMap(([key, value]) => {
    if (prototypes.has(key) || (isPlain(read) && !Object.hasOwn(read, key))) return [[key]]
    return strangersIn(value, (read as Record<string, unknown>)[key]).map((path) => [key, ...path])
  })
}

const isPlain = (value: object): boolean =>
  !Array.isArray(value) && Object.prototype.toString.call(value) === '[object Object]'

/** A refinement names its own code; the others tell what is wrong with the value. */
function codeOf(issue: z.core.$ZodIssue): string {
  if (/^[a-z_]+\.[a-z_]+$/.test(issue.message)) return issue.message
  if (issue.code === 'invalid_type' && issue.message.endsWith('undefined')) return 'field.required'
  if (issue.code === 'too_small') return issue.minimum === 1 ? 'field.required' : 'field.too_small'
  if (issue.code === 'too_big') return 'field.too_big'
  return 'field.invalid'
}
