import {
  type Answers,
  type Condition,
  type Definition,
  notApplicable,
  type Question,
  scaleOf,
  type Section,
  type Value,
} from './definition.ts'

/** Whether a condition holds over what is known so far. */
export function holds(condition: Condition | undefined, answers: Answers): boolean {
  if (!condition) return true
  if ('all' in condition) return condition.all.every((part) => holds(part, answers))
  if ('any' in condition) return condition.any.some((part) => holds(part, answers))
  if ('not' in condition) return !holds(condition.not, answers)
  const value = answers[condition.question]
  if (value === undefined || value === notApplicable) return false
  if (condition.is === 'answered') return true
  if (condition.is === 'one_of') return condition.values.some((one) => chosen(value).includes(one))
  const { from = -Infinity, to = Infinity } = condition
  return typeof value === 'number' && value >= from && value <= to
}

const chosen = (value: Value): readonly string[] => {
  if (Array.isArray(value)) return value as readonly string[]
  if (value === true) return ['yes']
  if (typeof value === 'object') return Object.values(value ?? {})
  return [String(value)]
}

/**
 * What is asked of somebody who has answered this so far: the sections and questions whose conditions hold. What was
 * answered to a question that is asked no more does not count, and not for the conditions after it either.
 */
export function asked(definition: Definition, given: Answers): { sections: Section[]; answers: Answers } {
  const answers: Record<string, Value> = {}
  const sections = definition.sections.flatMap((section): Section[] => {
    if (!holds(section.when, answers)) return []
    const questions = section.questions.filter((question) => {
      if (!holds(question.when, answers)) return false
      const value = given[question.id]
      if (value !== undefined && !isEmpty(value)) answers[question.id] = value
      return true
    })
    return questions.length > 0 ? [{ ...section, questions }] : []
  })
  return { sections, answers }
}

/** Nothing was said: an empty text, nothing chosen. */
export const isEmpty = (value: Value): boolean =>
  value !== notApplicable &&
  (value === '' ||
    (typeof value === 'string' && value.trim() === '') ||
    (Array.isArray(value) && value.length === 0) ||
    (typeof value === 'object' && !Array.isArray(value) && Object.keys(value).length === 0))

/**
 * The score of a whole answer, 0 … 100: the weighted mean of what can be scored; null when nothing can. A scale counts
 * from its lowest mark, a choice by the scores of its options, a matrix by the mean of its rows.
 */
export function scoreOf(definition: Definition, given: Answers): number | null {
  const { sections, answers } = asked(definition, given)
  let [sum, weights] = [0, 0]
  for (const question of sections.flatMap(({ questions }) => questions)) {
    const score = scoreOfOne(question, answers[question.id])
    const weight = question.weight ?? 1
    if (score === null || weight === 0) continue
    sum += score * weight
    weights += weight
  }
  return weights > 0 ? sum / weights : null
}

function scoreOfOne(question: Question, value: Value | undefined): number | null {
  if (value === undefined || value === notApplicable) return null
  const scale = scaleOf(question)
  if (scale) return typeof value === 'number' ? (100 * (value - scale.from)) / (scale.to - scale.from) : null
  if (question.type !== 'single' && question.type !== 'multiple' && question.type !== 'matrix') return null
  const scores = chosen(value).flatMap((id) => question.options.find((option) => option.id === id)?.score ?? [])
  return scores.length > 0 ? scores.reduce((total, score) => total + score, 0) / scores.length : null
}
