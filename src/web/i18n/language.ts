import { createInstance } from 'i18next'
import { initReactI18next, useTranslation } from 'react-i18next'
import fr from '../../../locales/fr.json' with { type: 'json' }

export type Language = 'fr' | 'en'
const stored = 'visavis.language'

export const i18n = createInstance()
void i18n.use(initReactI18next).init({
  lng: 'fr',
  fallbackLng: 'fr',
  resources: { fr: { translation: fr } },
  initAsync: false,
  // React escapes what it renders.
  interpolation: { escapeValue: false },
  returnNull: false,
})

export const language = (): Language => (i18n.language === 'en' ? 'en' : 'fr')

export function useLanguage(): Language {
  useTranslation(undefined, { i18n })
  return language()
}

/** English is read only by those who asked for it. */
export async function setLanguage(wanted: Language): Promise<void> {
  if (wanted === 'en' && !i18n.hasResourceBundle('en', 'translation')) {
    const en = await import('../../../locales/en.json')
    i18n.addResourceBundle('en', 'translation', en.default)
  }
  localStorage.setItem(stored, wanted)
  await i18n.changeLanguage(wanted)
  document.documentElement.lang = wanted
}

/** The language chosen on this device, French until then. */
export const loadLanguage = (): Promise<void> =>
  localStorage.getItem(stored) === 'en' ? setLanguage('en') : Promise.resolve()
