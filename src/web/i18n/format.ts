import { useMemo } from 'react'
import { type Format, formats } from '#shared/format'
import { useLanguage } from './language.ts'

export type { Format } from '#shared/format'

export function useFormat(): Format {
  const language = useLanguage()
  return useMemo(() => formats(language), [language])
}
