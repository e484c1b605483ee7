import { type Language, say } from '#kernel/i18n'
import { changeInWords } from '#shared/change-in-words'
import { formats } from '#shared/format'

/** What it takes to write a report in a language. */
export function words(language: Language) {
  const format = formats(language)
  const t = (key: string, params?: Record<string, unknown>) => say(language, key, params)
  return {
    t,
    format,
    ...changeInWords(t, format),
    days: ({ from, to }: { from: string; to: string }) =>
      t('calls.period.days', { from: format.date(from), to: format.date(to) }),
  }
}
export type Words = ReturnType<typeof words>
