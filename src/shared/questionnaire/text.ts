import { type Answers, type Definition, notApplicable, type Question, questionsOf, type Text } from './definition.ts'

/** A text in a language, or in the questionnaire's first where it has not been translated. */
export const textIn = (
  text: Text | undefined,
  language: string,
  { languages }: Pick<Definition, 'languages'>,
): string => text?.[language] || text?.[languages[0]!] || ''

const pipe = /\{([\w-]+)\}/g

/** The keys that a text pipes in. */
export const pipesOf = (text: Text | undefined): string[] =>
  Object.values(text ?? {}).flatMap((words) => [...words.matchAll(pipe)].map(([, key]) => key!))

/** Puts answers and words of the context where a text asks for them; what is not known is left out, with its space. */
export function piped(
  words: string,
  {
    definition,
    answers,
    context,
    language,
  }: { definition: Definition; answers: Answers; context: Readonly<Record<string, string>>; language: string },
): string {
  const questions = new Map(questionsOf(definition).map((question) => [question.id, question]))
  return words
    .replace(pipe, (_, key: string) => {
      const question = questions.get(key)
      return question ? saidTo(question, answers, { language, definition }) : (context[key] ?? '')
    })
    .replace(/ {2,}/g, ' ')
    .replace(/ ([,.])/g, '$1')
    .trim()
}

/** What was answered to a question, as one would read it; empty when nothing was. */
export function saidTo(
  question: Question,
  answers: Answers,
  { language, definition }: { language: string; definition: Pick<Definition, 'languages'> },
): string {
  const value = answers[question.id]
  if (value === undefined || value === notApplicable) return ''
  const label = (options: readonly { id: string; label: Text }[], id: string) =>
    textIn(options.find((option) => option.id === id)?.label, language, definition)
  switch (question.type) {
    case 'single':
      return label(question.options, value as string)
    case 'multiple':
    case 'ranking':
      return (value as readonly string[]).map((id) => label(question.options, id)).join(', ')
    case 'matrix':
      return Object.entries(value as Readonly<Record<string, string>>)
        .map(([row, id]) => `${label(question.rows, row)} : ${label(question.options, id)}`)
        .join(', ')
    case 'consent':
      return '✓'
    default:
      return typeof value === 'number' || typeof value === 'string' ? String(value) : ''
  }
}
