import { readFileSync } from 'node:fs'
import i18next from 'i18next'

export const languages = ['fr', 'en'] as const
export type Language = (typeof languages)[number]

const read = (language: Language) =>
  JSON.parse(readFileSync(new URL(`../../../locales/${language}.json`, import.meta.url), 'utf8')) as object
const instance = i18next.createInstance()
await instance.init({
  resources: { fr: { translation: read('fr') }, en: { translation: read('en') } },
  fallbackLng: 'fr',
  interpolation: { escapeValue: false },
})

/** A sentence of `locales/`, for what the server writes itself: refusals, letters, exports. */
export const say = (language: Language, key: string, params: Record<string, unknown> = {}): string =>
  instance.t(key, { ...params, lng: language })
/** A whole section of sentences, for a page that says them itself. */
export const sentences = (language: Language, section: string): Record<string, string> =>
  instance.getResource(language, 'translation', section) as Record<string, string>
export const knows = (key: string): boolean => instance.exists(key, { lng: 'fr' })

/** The reader's language from Accept-Language; French when nothing says otherwise. */
export function languageOf(acceptLanguage: string | undefined): Language {
  const first = acceptLanguage?.split(',')[0]?.trim().toLowerCase() ?? ''
  return first.startsWith('en') ? 'en' : 'fr'
}

/** The language of whoever sits at the terminal (LC_ALL, LC_MESSAGES, LANG); English when nothing says French. */
export function terminalLanguage({ LC_ALL, LC_MESSAGES, LANG }: Record<string, string | undefined>): Language {
  return (LC_ALL || LC_MESSAGES || LANG || '').toLowerCase().startsWith('fr') ? 'fr' : 'en'
}
