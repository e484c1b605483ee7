export { i18n, language, loadLanguage, setLanguage, useLanguage, type Language } from './language.ts'
export { text, useText, type Key, type Text } from './text.ts'
export { useFormat, type Format } from './format.ts'
