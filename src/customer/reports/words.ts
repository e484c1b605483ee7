import type { CallStatistics } from '#customer/calls/contract'
import { type Language, say } from '#kernel/i18n'
import { formats } from '#shared/format'

type Change = NonNullable<CallStatistics['compared']>['received']

/** What has changed, and within which limits, as the screens say it. */
export function words(language: Language) {
  const format = formats(language)
  const t = (key: string, params?: Record<string, unknown>) => say(language, key, params)
  const inWords = (change: Change, show: (value: number) => string) => {
    if (!change) return t('calls.compare.tooFew')
    const limits = { value: show(change.value), low: show(change.low), high: show(change.high) }
    return t(change.isShown ? 'calls.compare.changed' : 'calls.compare.notShown', limits)
  }
  const sign = (value: number) => (value > 0 ? '+' : '')
  const points = (share: number) =>
    t('calls.compare.points', { points: `${sign(share)}${format.number(share * 100, 1)}` })
  return {
    t,
    format,
    ofCount: (change: Change) => inWords(change, (ratio) => `${sign(ratio - 1)}${format.percent(ratio - 1)}`),
    ofRate: (change: Change) => inWords(change, points),
    days: ({ from, to }: { from: string; to: string }) =>
      t('calls.period.days', { from: format.date(from), to: format.date(to) }),
  }
}
export type Words = ReturnType<typeof words>
