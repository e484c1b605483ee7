import { useTranslation } from 'react-i18next'
import type fr from '../../../locales/fr.json'
import { i18n } from './language.ts'

/** `calls_one`, `calls_many` and `calls_other` are asked for as `calls` with a `count`. */
type Plural<K extends string, All> = K extends `${infer Base}_${'one' | 'many' | 'other'}`
  ? `${Base}_one` extends All
    ? Base
    : K
  : K
type Leaves<T, Path extends string = ''> = {
  [K in keyof T & string]: T[K] extends string ? `${Path}${Plural<K, keyof T>}` : Leaves<T[K], `${Path}${K}.`>
}[keyof T & string]

/** Every sentence of `locales/fr.json`. */
export type Key = Leaves<typeof fr>
export type Text = (key: Key, values?: Record<string, string | number>) => string

/** Sentences in the language of the reader; the component is drawn again when the language changes. */
export function useText(): Text {
  const { t } = useTranslation(undefined, { i18n })
  return t
}

/** The same outside of a component. */
export const text: Text = (key, values) => i18n.t(key, values ?? {})
