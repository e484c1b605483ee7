import type { CreditModel } from './contract.ts'

export type Credits = Record<Exclude<CreditModel, 'last'>, number>

/** A touch a week older counts half. */
export const halfLifeDays = 7

/**
 * Shares that sum to 1 in each model: all to the first; equal; 40 % to the first and to the last, the rest to those
 * between; half for each week of age. All to the last needs no share.
 * @param touches at least one, oldest first
 */
export function creditsOf(touches: Date[]): Credits[] {
  const count = touches.length
  const position = (place: number) => {
    if (count <= 2) return 1 / count
    return place === 0 || place === count - 1 ? 0.4 : 0.2 / (count - 2)
  }
  // Ages are counted from the last touch, not from the call: the shares are the same, and never all vanish.
  const ages = touches.map((at) => (touches.at(-1)!.getTime() - at.getTime()) / 86_400_000)
  const weights = ages.map((days) => 2 ** (-days / halfLifeDays))
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  return touches.map((_, place) => ({
    first: place === 0 ? 1 : 0,
    linear: 1 / count,
    position: position(place),
    decay: weights[place]! / total,
  }))
}
