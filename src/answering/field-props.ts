import type { Question, Text, Value } from '#shared/questionnaire/definition'
import type { Say } from './words.ts'

export type FieldProps = {
  question: Question
  value: Value | undefined
  onChange: (value: Value | undefined) => void
  say: Say
  /** A text of the questionnaire, in the language and with its pipes. */
  tell: (text: Text | undefined) => string
  /** Ids of what describes the field: its help, its fault. */
  describedBy: string | undefined
  upload: (file: File) => Promise<string | undefined>
}
