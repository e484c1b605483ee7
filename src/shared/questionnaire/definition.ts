/** A text by language, `fr` first. In a question's text `{key}` is what was answered to that question, or a word of the context such as `{site}`. */
export type Text = Readonly<Record<string, string>>

export const questionTypes = [
  'nps',
  'csat',
  'ces',
  'rating',
  'single',
  'multiple',
  'ranking',
  'matrix',
  'open',
  'number',
  'date',
  'consent',
  'file',
] as const
export type QuestionType = (typeof questionTypes)[number]

/** What customers and employees are asked about alike, so that the two faces can be held against each other. */
export const dimensions = [
  'consideration',
  'listening',
  'effort',
  'competence',
  'delays',
  'welcome',
  'recommendation',
] as const
export type Dimension = (typeof dimensions)[number]

/** `score`: 0 … 100, what choosing it is worth. */
export type Option = { id: string; label: Text; score?: number | undefined }

/**
 * When something is asked. A question without an answer is neither one of some values nor between two.
 * `values` are ids of options; of several chosen, one suffices.
 */
export type Condition =
  | { question: string; is: 'answered' }
  | { question: string; is: 'one_of'; values: readonly string[] }
  | { question: string; is: 'between'; from?: number | undefined; to?: number | undefined }
  | { all: readonly Condition[] }
  | { any: readonly Condition[] }
  | { not: Condition }

type Asked = {
  /** Its key in answers, pipes and conditions: unique in the questionnaire. */
  id: string
  title: Text
  help?: Text | undefined
  required?: boolean | undefined
  /** Left out, always. */
  when?: Condition | undefined
  /** In the score of the whole; 1 where it is left out, 0 counts for nothing. */
  weight?: number | undefined
  dimension?: Dimension | undefined
  /** « Sans objet » may be said: counted apart, in no denominator. */
  maySkip?: boolean | undefined
}
export type Question = Asked &
  (
    | { type: 'nps' | 'csat' | 'ces' }
    /** `callBack`: who says yes may be called back, and is named to whoever does. */
    | { type: 'consent'; callBack?: boolean | undefined }
    | { type: 'rating'; most: number; low?: Text | undefined; high?: Text | undefined }
    | { type: 'single'; options: readonly Option[] }
    | { type: 'multiple'; options: readonly Option[]; atLeast?: number | undefined; atMost?: number | undefined }
    | { type: 'ranking'; options: readonly Option[] }
    | { type: 'matrix'; rows: readonly Option[]; options: readonly Option[] }
    | { type: 'open'; long?: boolean | undefined; mostLetters?: number | undefined }
    | {
        type: 'number'
        from?: number | undefined
        to?: number | undefined
        unit?: Text | undefined
        whole?: boolean | undefined
      }
    | { type: 'date'; from?: string | undefined; to?: string | undefined }
    | { type: 'file' }
  )
export type Section = {
  id: string
  title?: Text | undefined
  when?: Condition | undefined
  questions: readonly Question[]
}

/** What is asked, as data: the same for a survey, a barometer, an interview, a form and an evaluation grid. */
export type Definition = {
  /** The first is the one that every text has. */
  languages: readonly string[]
  title: Text
  intro?: Text | undefined
  thanks?: Text | undefined
  sections: readonly Section[]
}

/** « Sans objet ». What is left out was not answered: two different things, neither in a denominator. */
export const notApplicable = null
export type Value = number | string | readonly string[] | Readonly<Record<string, string>> | true | typeof notApplicable
export type Answers = Readonly<Record<string, Value>>

export const defaultMostLetters = 2000

/** The marks of a scale, lowest and highest; undefined for what is none. */
export function scaleOf(question: Question): { from: number; to: number } | undefined {
  if (question.type === 'nps') return { from: 0, to: 10 }
  if (question.type === 'csat') return { from: 1, to: 5 }
  if (question.type === 'ces') return { from: 1, to: 7 }
  if (question.type === 'rating') return { from: 1, to: question.most }
  return undefined
}

export const questionsOf = ({ sections }: Definition): Question[] => sections.flatMap(({ questions }) => questions)
