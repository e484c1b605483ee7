import {
  type Answers,
  defaultMostLetters,
  type Definition,
  notApplicable,
  type Question,
  scaleOf,
  type Value,
} from './definition.ts'
import { asked, isEmpty } from './flow.ts'

/** Why an answer is not taken. `params` are in the sentence that says so. */
export type AnswerFault = {
  code:
    | 'required'
    | 'wrong_kind'
    | 'not_an_option'
    | 'out_of_scale'
    | 'too_few'
    | 'too_many'
    | 'incomplete'
    | 'too_small'
    | 'too_large'
    | 'not_whole'
    | 'too_long'
    | 'not_a_day'
    | 'too_early'
    | 'too_late'
    | 'may_not_skip'
  params?: Record<string, number | string>
}

/**
 * Holds one answer against its question.
 * @param value left out: nothing was answered.
 * @returns null for an answer that is taken.
 */
export function faultOf(question: Question, value: Value | undefined): AnswerFault | null {
  if (value === undefined || isEmpty(value)) return question.required ? { code: 'required' } : null
  if (value === notApplicable) return question.maySkip ? null : { code: 'may_not_skip' }
  const scale = scaleOf(question)
  if (scale) return onScale(value, scale)
  switch (question.type) {
    case 'single':
      return typeof value === 'string' ? amongst([value], question.options) : { code: 'wrong_kind' }
    case 'multiple': {
      if (!Array.isArray(value)) return { code: 'wrong_kind' }
      const { atLeast = 0, atMost = Infinity } = question
      if (value.length < atLeast) return { code: 'too_few', params: { count: atLeast } }
      if (value.length > atMost) return { code: 'too_many', params: { count: atMost } }
      return amongst(value as string[], question.options)
    }
    case 'ranking':
      if (!Array.isArray(value)) return { code: 'wrong_kind' }
      return (
        amongst(value as string[], question.options) ??
        (value.length < question.options.length ? { code: 'incomplete' } : null)
      )
    case 'matrix':
      return inMatrix(value, question)
    case 'open': {
      const { mostLetters = defaultMostLetters } = question
      if (typeof value !== 'string') return { code: 'wrong_kind' }
      return value.length > mostLetters ? { code: 'too_long', params: { count: mostLetters } } : null
    }
    case 'number':
      return isNumber(value, question)
    case 'date':
      return isDay(value, question)
    case 'consent':
      return value === true ? null : { code: 'wrong_kind' }
    case 'file':
      return typeof value === 'string' && /^[0-9a-f-]{36}$/.test(value) ? null : { code: 'wrong_kind' }
    default:
      return { code: 'wrong_kind' }
  }
}

/** Every fault of a whole answer, by question; questions that are not asked of it have none. Unknown keys are left aside. */
export function faultsOf(definition: Definition, given: Answers): Record<string, AnswerFault> {
  const { sections, answers } = asked(definition, given)
  const faults = sections
    .flatMap(({ questions }) => questions)
    .flatMap((question) => {
      const fault = faultOf(question, answers[question.id])
      return fault ? [[question.id, fault] as const] : []
    })
  return Object.fromEntries(faults)
}

function onScale(value: Value, { from, to }: { from: number; to: number }): AnswerFault | null {
  if (typeof value !== 'number' || !Number.isInteger(value)) return { code: 'wrong_kind' }
  return value < from || value > to ? { code: 'out_of_scale', params: { from, to } } : null
}

function amongst(values: readonly string[], options: readonly { id: string }[]): AnswerFault | null {
  const known = values.every((value) => options.some(({ id }) => id === value))
  return known && new Set(values).size === values.length ? null : { code: 'not_an_option' }
}

function inMatrix(value: Value, { rows, options, required }: Question & { type: 'matrix' }): AnswerFault | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return { code: 'wrong_kind' }
  const given = value as Readonly<Record<string, string>>
  const fault = amongst(Object.keys(given), rows)
  if (fault) return fault
  if (!Object.values(given).every((one) => options.some(({ id }) => id === one))) return { code: 'not_an_option' }
  return required && rows.some(({ id }) => given[id] === undefined) ? { code: 'incomplete' } : null
}

function isNumber(value: Value, { from, to, whole }: Question & { type: 'number' }): AnswerFault | null {
  if (typeof value !== 'number' || !Number.isFinite(value)) return { code: 'wrong_kind' }
  if (whole && !Number.isInteger(value)) return { code: 'not_whole' }
  if (from !== undefined && value < from) return { code: 'too_small', params: { from } }
  return to !== undefined && value > to ? { code: 'too_large', params: { to } } : null
}

function isDay(value: Value, { from, to }: Question & { type: 'date' }): AnswerFault | null {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\d$/.test(value)) return { code: 'not_a_day' }
  const day = new Date(`${value}T00:00:00Z`)
  if (Number.isNaN(day.getTime()) || day.toISOString().slice(0, 10) !== value) return { code: 'not_a_day' }
  if (from !== undefined && value < from) return { code: 'too_early', params: { from } }
  return to !== undefined && value > to ? { code: 'too_late', params: { to } } : null
}
