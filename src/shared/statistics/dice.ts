/**
 * The same dice at every throw: what is drawn can be drawn again.
 * @returns whole numbers from 0 to below the most asked for.
 * @see Marsaglia, G. (2003). Xorshift RNGs. Journal of Statistical Software 8.
 */
export function dice(seed = 0x9e3779b9): (most: number) => number {
  let state = seed | 0 || 1
  return (most) => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return Math.floor(((state >>> 0) / 2 ** 32) * most)
  }
}
