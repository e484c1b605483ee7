import { type Answers, type Definition, notApplicable, type Question, questionsOf, type Value } from './definition.ts'

/** A question's answers counted: how many gave each value. `value` is a mark of a scale, the id of an option, `na`, `*` for a text that is there. */
export type Counts = ReadonlyMap<string, number>

/**
 * What is counted of an answer: `question=value`, once for each option chosen, `question/row=value` for each row of a
 * matrix, `question/option=place` for each place of a ranking. What somebody wrote is counted as there, not by its words.
 */
export const marksOf = (definition: Definition, answers: Answers): string[] =>
  questionsOf(definition).flatMap((question) => {
    const value = answers[question.id]
    return value === undefined ? [] : marksOfOne(question, value)
  })

function marksOfOne(question: Question, value: Value): string[] {
  const { id, type } = question
  if (value === notApplicable) return [`${id}=na`]
  if (type === 'open' || type === 'file') return [`${id}=*`]
  if (type === 'consent') return [`${id}=yes`]
  if (type === 'matrix')
    return Object.entries(value as Readonly<Record<string, string>>).map(([row, option]) => `${id}/${row}=${option}`)
  if (type === 'ranking') return (value as readonly string[]).map((option, place) => `${id}/${option}=${place + 1}`)
  // Several chosen: how many answered is not the sum of what they chose.
  if (type === 'multiple') return [`${id}=*`, ...(value as readonly string[]).map((option) => `${id}=${option}`)]
  return [`${id}=${value as string | number}`]
}

/** Counts by question (or question/row), from counts by mark. */
export function byQuestion(counted: readonly { mark: string; n: number }[]): Map<string, Map<string, number>> {
  const questions = new Map<string, Map<string, number>>()
  for (const { mark, n } of counted) {
    const cut = mark.indexOf('=')
    if (cut < 0) continue
    const key = mark.slice(0, cut)
    const counts = questions.get(key) ?? new Map<string, number>()
    questions.set(key, counts.set(mark.slice(cut + 1), n))
  }
  return questions
}
