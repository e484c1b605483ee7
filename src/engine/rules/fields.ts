import { z } from 'zod'
import type { Published } from '#kernel/events'
import type { Field } from './condition.ts'

/**
 * What a rule can ask of an event's facts, from their shape. Ids are asked about when one can choose what they name;
 * numbers named `…Seconds` are durations; parts that have parts of their own are left out.
 */
export function fieldsOf({ shape, about }: Pick<Published, 'shape' | 'about'>): Map<string, Field> {
  const fields = Object.entries(shape.shape).flatMap(([name, type]) => {
    const { inner, optional } = unwrapped(type as z.ZodType)
    const known = describe(name, inner, about.choices?.[name])
    return known && name !== about.timeZone ? [{ name, optional, ...known }] : []
  })
  return new Map(fields.map((field) => [field.name, field]))
}

function describe(name: string, type: z.ZodType, of: string | undefined): Omit<Field, 'name' | 'optional'> | undefined {
  if (type instanceof z.ZodUUID) return of === undefined ? undefined : { kind: 'reference', of }
  if (type instanceof z.ZodISODateTime) return { kind: 'instant' }
  if (type instanceof z.ZodEnum) return { kind: 'choice', values: type.options.map(String) }
  if (type instanceof z.ZodNumber) return { kind: name.endsWith('Seconds') ? 'duration' : 'number' }
  if (type instanceof z.ZodBoolean) return { kind: 'boolean' }
  if (type instanceof z.ZodArray && type.element instanceof z.ZodString) return { kind: 'list' }
  return type instanceof z.ZodString ? { kind: 'text' } : undefined
}

function unwrapped(type: z.ZodType): { inner: z.ZodType; optional: boolean } {
  if (type instanceof z.ZodNullable || type instanceof z.ZodOptional)
    return { inner: unwrapped(type.unwrap() as z.ZodType).inner, optional: true }
  return { inner: type, optional: false }
}
