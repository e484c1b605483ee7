import type { Definition } from '#shared/questionnaire/definition'

/** What the server writes into the page. */
export type PageData = {
  /** The page's own, under which answers go; `preview`: nowhere. */
  address: string
  mode: 'page' | 'kiosk' | 'preview'
  versionId: string
  definition: Definition
  context: Record<string, string>
  /** The page's own sentences by language, `locales/…/answering`. */
  words: Record<string, Record<string, string>>
  language: string
}
