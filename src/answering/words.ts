import type { PageData } from './data.ts'

export type Say = (key: string, params?: Record<string, string | number>) => string

/** The page's own sentences, in the language of the questionnaire; English stands in for a language that the house does not speak. */
export const sayIn =
  ({ words }: PageData, language: string): Say =>
  (key, params = {}) => {
    const sentence = words[language]?.[key] ?? words['en']?.[key] ?? words['fr']?.[key] ?? key
    return Object.entries(params).reduce((text, [name, value]) => text.replace(`{{${name}}}`, String(value)), sentence)
  }
