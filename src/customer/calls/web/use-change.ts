import { useFormat, useText } from '#web/i18n'
import type { CallStatistics } from '../contract.ts'

type Change = NonNullable<CallStatistics['compared']>['received']

/** What has changed, and within which limits; that nothing is shown to have, when they hold « no change ». */
export function useChangeInWords() {
  const t = useText()
  const format = useFormat()
  const inWords = (change: Change, say: (value: number) => string) => {
    if (!change) return t('calls.compare.tooFew')
    const limits = { value: say(change.value), low: say(change.low), high: say(change.high) }
    return t(change.isShown ? 'calls.compare.changed' : 'calls.compare.notShown', limits)
  }
  const sign = (value: number) => (value > 0 ? '+' : '')
  const points = (share: number) =>
    t('calls.compare.points', { points: `${sign(share)}${format.number(share * 100, 1)}` })
  return {
    points,
    /** A ratio, told as a share more or less. */
    ofCount: (change: Change) => inWords(change, (ratio) => `${sign(ratio - 1)}${format.percent(ratio - 1)}`),
    /** A difference of shares, told in points. */
    ofRate: (change: Change) => inWords(change, points),
  }
}
