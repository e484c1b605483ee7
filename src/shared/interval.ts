/** Standard deviations of a two-sided 95 % interval. */
export const z95 = 1.959963984540054

/**
 * Wilson's interval for a proportion: honest for few trials and for shares near 0 or 1.
 * @param z 1.96 for 95 %.
 * @see Wilson, E. B. (1927). Probable inference, the law of succession, and statistical inference. JASA 22.
 */
export function wilson(
  successes: number,
  trials: number,
  z = z95,
): { value: number; low: number; high: number } | null {
  if (trials === 0) return null
  const share = successes / trials
  const z2 = (z * z) / trials
  const centre = (share + z2 / 2) / (1 + z2)
  const half = (z * Math.sqrt((share * (1 - share)) / trials + z2 / (4 * trials))) / (1 + z2)
  return { value: share, low: Math.max(0, centre - half), high: Math.min(1, centre + half) }
}

/**
 * Newcombe's interval for the difference of two independent proportions, from their two Wilson intervals.
 * @returns second minus first; null when one has no trial.
 * @see Newcombe, R. G. (1998). Interval estimation for the difference between independent proportions, method 10. Statistics in Medicine 17.
 */
export function newcombe(
  first: { successes: number; trials: number },
  second: { successes: number; trials: number },
  z = z95,
): { value: number; low: number; high: number } | null {
  const [a, b] = [wilson(first.successes, first.trials, z), wilson(second.successes, second.trials, z)]
  if (!a || !b) return null
  const value = b.value - a.value
  return {
    value,
    low: value - Math.hypot(b.value - b.low, a.high - a.value),
    high: value + Math.hypot(b.high - b.value, a.value - a.low),
  }
}
