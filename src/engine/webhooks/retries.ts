const [second, minute, hour] = [1, 60, 3600]
/** Seconds after each failure but the last: at once, then ever later, for a little more than a day. */
const waits = [5 * second, 5 * minute, 30 * minute, 2 * hour, 5 * hour, 10 * hour, 10 * hour]

/** How often a message is sent before it is given up. */
export const allTries = waits.length + 1
/** A receiver to which nothing has arrived for so long is switched off when one more message is given up. */
export const failingDays = 5

/**
 * When a message is sent next.
 * @param triesLeft after the failure; 0: never.
 * @param chance 0 to 1: up to a fifth later, so that what failed together does not come back together.
 * @param retryAfter the header that the receiver answered with, if any: seconds; it can only ask for more time.
 */
export function nextAttempt(triesLeft: number, at: Date, chance: number, retryAfter?: string): Date | undefined {
  if (triesLeft === 0) return undefined
  const wait = waits[waits.length - triesLeft]! * (1 + chance / 5)
  const asked = /^\d{1,6}$/.test(retryAfter ?? '') ? Math.min(Number(retryAfter), waits.at(-1)!) : 0
  return new Date(at.getTime() + Math.max(wait, asked) * 1000)
}

export const isFailingForDays = (since: Date | null, at: Date): boolean =>
  since !== null && at.getTime() - since.getTime() >= failingDays * 24 * hour * 1000
