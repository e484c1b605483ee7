import type { Condition, Definition, Question, QuestionType, Section, Text } from '#shared/questionnaire/definition'
import { questionsOf } from '#shared/questionnaire/definition'

/** Changes of a draft, each giving a new one. */
const inSections = (draft: Definition, change: (sections: Section[]) => Section[]): Definition => ({
  ...draft,
  sections: change([...draft.sections]),
})
const inSection = (draft: Definition, id: string, change: (section: Section) => Section) =>
  inSections(draft, (sections) => sections.map((section) => (section.id === id ? change(section) : section)))

export const setSection = (draft: Definition, id: string, values: Partial<Section>) =>
  inSection(draft, id, (section) => ({ ...section, ...values }))
export const setQuestion = (draft: Definition, id: string, changed: Question) =>
  inSections(draft, (sections) =>
    sections.map((section) => ({
      ...section,
      questions: section.questions.map((question) => (question.id === id ? changed : question)),
    })),
  )
export const removeQuestion = (draft: Definition, id: string) =>
  inSections(draft, (sections) =>
    sections.map((section) => ({ ...section, questions: section.questions.filter((question) => question.id !== id) })),
  )
export const removeSection = (draft: Definition, id: string) =>
  inSections(draft, (sections) => sections.filter((section) => section.id !== id))
export const addSection = (draft: Definition): Definition =>
  inSections(draft, (sections) => [...sections, { id: freeKey(draft, 's'), questions: [] }])

export function addQuestion(
  draft: Definition,
  sectionId: string,
  type: QuestionType,
): { draft: Definition; id: string } {
  const id = freeKey(draft, type === 'nps' || type === 'csat' || type === 'ces' ? type : 'q')
  const question = ofType({ id, type: 'open', title: emptyText(draft) }, type, draft)
  return { draft: inSection(draft, sectionId, (one) => ({ ...one, questions: [...one.questions, question] })), id }
}

/** Up or down by one, into the neighbouring section at an end. */
export function moveQuestion(draft: Definition, id: string, by: -1 | 1): Definition {
  const at = draft.sections.findIndex(({ questions }) => questions.some((question) => question.id === id))
  const section = draft.sections[at]
  if (!section) return draft
  const place = section.questions.findIndex((question) => question.id === id)
  const question = section.questions[place]!
  const neighbour = draft.sections[at + by]
  const stays = place + by >= 0 && place + by < section.questions.length
  if (!stays && !neighbour) return draft
  const without = section.questions.filter((one) => one.id !== id)
  if (stays) return setSection(draft, section.id, { questions: without.toSpliced(place + by, 0, question) })
  const moved = by === 1 ? [question, ...neighbour!.questions] : [...neighbour!.questions, question]
  return setSection(setSection(draft, section.id, { questions: without }), neighbour!.id, { questions: moved })
}

/** The same question asked in another way: what both ways have stays. */
export function ofType(question: Question, type: QuestionType, draft: Definition): Question {
  const { id, title, help, required, when, weight, dimension, maySkip } = question
  const asked = { id, title, help, required, when, weight, dimension, maySkip }
  const options =
    'options' in question ? question.options : [1, 2].map((n) => ({ id: `o${n}`, label: emptyText(draft) }))
  const rows = 'rows' in question ? question.rows : [{ id: 'r1', label: emptyText(draft) }]
  switch (type) {
    case 'rating':
      return { ...asked, type, most: 5 }
    case 'single':
    case 'multiple':
    case 'ranking':
      return { ...asked, type, options }
    case 'matrix':
      return { ...asked, type, rows, options }
    case 'open':
      return { ...asked, type, long: true }
    case 'number':
    case 'date':
      return { ...asked, type }
    default:
      return { ...asked, type }
  }
}

export const emptyText = ({ languages }: Definition): Text =>
  Object.fromEntries(languages.map((language) => [language, '']))

/** A key that nothing has: `q1`, `q2`… */
function freeKey(draft: Definition, stem: string): string {
  const taken = new Set([...questionsOf(draft).map(({ id }) => id), ...draft.sections.map(({ id }) => id)])
  if (!taken.has(stem) && stem.length > 1) return stem
  for (let n = 1; ; n += 1) if (!taken.has(`${stem}${n}`)) return `${stem}${n}`
}

/** What the editor offers of conditions; others stay as they are, and are told. */
export type SimpleCondition = Exclude<Condition, { all: unknown } | { any: unknown } | { not: unknown }>
export const isSimple = (condition: Condition): condition is SimpleCondition => 'question' in condition

/** The questions before one, which its condition may be about. */
export function questionsBefore(draft: Definition, id: string): Question[] {
  const all = draft.sections.flatMap((section) => [
    { id: section.id, question: undefined },
    ...section.questions.map((question) => ({ id: question.id, question })),
  ])
  return all
    .slice(
      0,
      all.findIndex((one) => one.id === id),
    )
    .flatMap(({ question }) => question ?? [])
}
