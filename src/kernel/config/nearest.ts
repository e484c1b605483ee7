import { closest, distance } from 'fastest-levenshtein'

/** The known word that somebody may have meant, if one is near enough to be worth saying. */
export function nearest(word: string, known: string[]): string | undefined {
  if (known.length === 0) return undefined
  const found = closest(word, known)
  return distance(word, found) <= Math.max(2, word.length / 3) ? found : undefined
}
