import type { Text } from '#shared/questionnaire/definition'

/** A text without words in any language is none. */
export function written(text: Text | undefined, language: string, words: string): Text | undefined {
  const next = { ...text, [language]: words }
  return Object.values(next).some(Boolean) ? next : undefined
}
