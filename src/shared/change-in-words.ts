import type { Format } from './format.ts'

/** A difference, or a ratio, with its limits; shown when they leave out « no change ». */
type Change = { value: number; low: number; high: number; isShown: boolean }
type Words = (
  key: `calls.compare.${'changed' | 'notShown' | 'points' | 'tooFew'}`,
  params?: Record<string, string>,
) => string

/** What has changed, and within which limits; that nothing is shown to have, when they hold « no change ». */
export function changeInWords(t: Words, format: Pick<Format, 'number' | 'percent'>) {
  const inWords = (change: Change | null, say: (value: number) => string) => {
    if (!change) return t('calls.compare.tooFew')
    const limits = { value: say(change.value), low: say(change.low), high: say(change.high) }
    return t(change.isShown ? 'calls.compare.changed' : 'calls.compare.notShown', limits)
  }
  const sign = (value: number) => (value > 0 ? '+' : '')
  const points = (share: number) =>
    t('calls.compare.points', { points: `${sign(share)}${format.number(share * 100, 1)}` })
  return {
    /** A ratio, told as a share more or less. */
    ofCount: (change: Change | null) => inWords(change, (ratio) => `${sign(ratio - 1)}${format.percent(ratio - 1)}`),
    /** A difference of shares, told in points. */
    ofRate: (change: Change | null) => inWords(change, points),
  }
}
