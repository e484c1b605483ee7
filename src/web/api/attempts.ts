/** Creations without an answer yet, by what they ask. */
const unanswered = new Map<string, string>()

/**
 * The `Idempotency-Key` of a creation: the same until it is answered, so that neither a double click nor a second try
 * after a lost answer makes two.
 */
export function keyOfAttempt(content: string): string {
  const key = unanswered.get(content) ?? randomKey()
  unanswered.set(content, key)
  return key
}

export const settleAttempt = (content: string) => void unanswered.delete(content)

/** 128 random bits. Browsers give `randomUUID` to https pages and to localhost only. */
const randomKey = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
