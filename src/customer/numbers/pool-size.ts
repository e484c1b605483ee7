/**
 * How many numbers a pool needs: Erlang's B formula, for visitors who do not wait. A visitor holds a number for the visit
 * and the hold after it.
 * @see A. K. Erlang, 1917; the recurrence is the usual one, exact and stable.
 */

/** The share of visitors who find no number free. @param erlangs numbers held on average, were there enough. */
export function blockingOf(erlangs: number, numbers: number): number {
  let blocking = 1
  for (let n = 1; n <= numbers; n++) blocking = (erlangs * blocking) / (n + erlangs * blocking)
  return blocking
}

/** Visitors an hour and minutes held, as numbers held on average. */
export const erlangsOf = (visitsPerHour: number, minutes: number): number => (visitsPerHour * minutes) / 60

export type PoolSize = { erlangs: number; numbers: number; blocking: number }

/** The fewest numbers for which no more than that share of visitors finds none. @param blocking between 0 and 1, both excluded. */
export function sizeFor(erlangs: number, blocking: number): PoolSize {
  let [numbers, now] = [0, 1]
  while (now > blocking) {
    numbers += 1
    now = (erlangs * now) / (numbers + erlangs * now)
  }
  return { erlangs, numbers, blocking: now }
}
