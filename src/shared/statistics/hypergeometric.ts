/**
 * Gauss' ₂F₁(a, b; c; z) by its series, for 0 ≤ z < 1 and positive a, b and c: every term is positive, none is lost.
 * @see Abramowitz & Stegun (1964). Handbook of Mathematical Functions, 15.1.1.
 */
export function hypergeometric(a: number, b: number, c: number, z: number): number {
  let [sum, term] = [1, 1]
  for (let n = 0; term > sum * 1e-17; n += 1) {
    term *= (((a + n) * (b + n)) / ((c + n) * (n + 1))) * z
    sum += term
  }
  return sum
}
