import { parsePhone } from '#shared/phone'
import { wallAt } from '#shared/zone'
import { type Condition, type Field, type Hours, isGroup, type Test } from './condition.ts'

export type Facts = Record<string, unknown>
/** Whether a condition holds of an event's facts, at the hours of its time zone. */
export type Holds = (facts: Facts, timeZone: string) => boolean

/**
 * Prepares a condition that has no problem. What is unknown is equal to nothing, contains nothing and comes neither
 * before nor after anything: only « is not », « lacks » and « empty » hold of it.
 * @throws {RangeError} for a field that there is not.
 */
export function prepare({ match, tests }: Condition, fields: Map<string, Field>): Holds {
  const parts = tests.map((part) => (isGroup(part) ? prepare(part, fields) : prepareTest(part, fields.get(part.field))))
  if (parts.length === 0) return () => true
  return match === 'all'
    ? (facts, zone) => parts.every((holds) => holds(facts, zone))
    : (facts, zone) => parts.some((holds) => holds(facts, zone))
}

function prepareTest(test: Test, field: Field | undefined): Holds {
  if (!field) throw new RangeError(`Unknown field: ${test.field}`)
  const ask = question(test, field)
  const ofNothing = test.is === 'is_not' || test.is === 'lacks' || test.is === 'empty'
  return (facts, zone) => {
    const value = facts[test.field]
    const isEmpty =
      value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)
    return isEmpty ? ofNothing : ask(value, zone)
  }
}

function question({ is, value }: Test, { kind }: Field): (known: unknown, zone: string) => boolean {
  if (is === 'empty' || is === 'not_empty') return () => is === 'not_empty'
  if (kind === 'instant') return ofInstant(is, value)
  if (kind === 'number' || kind === 'duration') return ofNumber(is, value as number)
  if (kind === 'text') return ofText(is, value as string | string[])
  if (kind === 'list') {
    const wanted = folded(value as string)
    return (known) => (known as string[]).some((item) => folded(item) === wanted) === (is === 'contains')
  }
  const among = new Set<unknown>(Array.isArray(value) ? value : [value])
  return (known) => among.has(known) !== (is === 'is_not')
}

function ofNumber(is: Test['is'], bound: number): (known: unknown) => boolean {
  const compare: Partial<Record<Test['is'], (n: number) => boolean>> = {
    at_least: (n) => n >= bound,
    more_than: (n) => n > bound,
    at_most: (n) => n <= bound,
    less_than: (n) => n < bound,
  }
  const holds = compare[is] ?? ((n: number) => n === bound)
  return (known) => holds(known as number)
}

/** Without regard to case, accents, or how a telephone number is written. */
function ofText(is: Test['is'], value: string | string[]): (known: unknown) => boolean {
  const wanted = [value].flat().flatMap((one) => [folded(one), ...phoneForms(is, one)])
  const like: Partial<Record<Test['is'], (known: string, one: string) => boolean>> = {
    contains: (known, one) => known.includes(one),
    lacks: (known, one) => known.includes(one),
    starts_with: (known, one) => known.startsWith(one),
  }
  const same = like[is] ?? ((known: string, one: string) => known === one)
  const isDenied = is === 'is_not' || is === 'lacks'
  return (known) => {
    const text = folded(known as string)
    return wanted.some((one) => same(text, one)) !== isDenied
  }
}

/** Numbers are kept as `+33639980001`: « 06 39 98 » is the beginning of it, « 98 00 » a part, the whole is itself. */
function phoneForms(is: Test['is'], typed: string): string[] {
  const digits = typed.replaceAll(/[\s().-]/g, '')
  if (!/^\+?\d{2,}$/.test(digits)) return []
  if (is === 'contains' || is === 'lacks') return [digits]
  if (is === 'starts_with') return [digits.replace(/^00/, '+').replace(/^0/, '+33')]
  return [parsePhone(typed).key ?? digits]
}

const minuteOf = (clock: string) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3))

function ofInstant(is: Test['is'], value: Test['value']): (known: unknown, zone: string) => boolean {
  const wall = (known: unknown, zone: string) => new Date(wallAt(Date.parse(known as string), zone))
  const day = (known: unknown, zone: string) => wall(known, zone).toISOString().slice(0, 10)
  if (is === 'before_day') return (known, zone) => day(known, zone) < (value as string)
  if (is === 'after_day') return (known, zone) => day(known, zone) > (value as string)
  if (is === 'on_weekdays') {
    const days = value as number[]
    return (known, zone) => days.includes(wall(known, zone).getUTCDay() || 7)
  }
  const { from, until } = value as Hours
  const [first, last] = [minuteOf(from), minuteOf(until)]
  return (known, zone) => {
    const at = wall(known, zone)
    const minute = at.getUTCHours() * 60 + at.getUTCMinutes()
    const isWithin = first <= last ? minute >= first && minute < last : minute >= first || minute < last
    return isWithin === (is === 'within_hours')
  }
}

const folded = (text: string) => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().trim()
