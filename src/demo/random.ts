/** Draws numbers from 0 (included) to 1 (excluded) that its seed alone decides. */
export type Random = () => number

/** Mulberry32 over a hash (FNV-1a) of what names the stream: a site, a day… Other words, other numbers. */
export function seeded(...words: (string | number)[]): Random {
  let state = 0x811c9dc5
  for (const sign of words.join('\n')) state = Math.imul(state ^ sign.codePointAt(0)!, 0x01000193)
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

export const chance = (random: Random, probability: number): boolean => random() < probability

export const between = (random: Random, from: number, to: number): number => from + random() * (to - from)

export const pick = <T>(random: Random, items: readonly T[]): T => items[Math.floor(random() * items.length)]!

/** @param weightOf at least one item's is above 0. */
export function pickBy<T>(random: Random, items: readonly T[], weightOf: (item: T) => number): T {
  const weights = items.map(weightOf)
  let left = random() * weights.reduce((sum, weight) => sum + weight, 0)
  const place = weights.findIndex((weight) => (left -= weight) < 0)
  return items[place < 0 ? weights.findLastIndex((weight) => weight > 0) : place]!
}

/** How many of something that happens `mean` times on average. */
export function poisson(random: Random, mean: number): number {
  const limit = Math.exp(-mean)
  let count = 0
  for (let product = random(); product > limit; product *= random()) count++
  return count
}

/** Durations of people: never negative, half of them below the median, a long tail. */
export function logNormal(random: Random, median: number, sigma: number): number {
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
  return median * Math.exp(sigma * normal)
}

export function shuffled<T>(random: Random, items: readonly T[]): T[] {
  const all = [...items]
  for (let last = all.length - 1; last > 0; last--) {
    const place = Math.floor(random() * (last + 1))
    ;[all[last], all[place]] = [all[place]!, all[last]!]
  }
  return all
}
