import type { Definition, Question } from '#shared/questionnaire/definition'

export type QuestionProps = {
  question: Question
  draft: Definition
  change: (draft: Definition) => void
  language: string
}
