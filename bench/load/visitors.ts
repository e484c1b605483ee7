import { logNormal, type Random, seeded } from '../../src/demo/random.ts'

/**
 * Visitors, their numbers and their calls, simulated: Poisson arrivals; visits of exponential length; a number expires a
 * hold after the visit; the number idle longest is lent, and the one of the oldest lease when none is free. Some call,
 * during the visit or after a log-normal delay. Some of those touch the number's link seconds before, on the page (after
 * the visit: on the page left open), which others touch without calling. Some are known by their telephone from before.
 */
export type World = {
  seed: number
  hours: number
  visitsPerHour: number
  visitMinutes: number
  holdMinutes: number
  numbers: number
  callRate: number
  onPageShare: number
  delayMedianMinutes: number
  delaySigma: number
  /** Share of all calls that come by a touch of the link. */
  telShare: number
  /** Of those who touch it, the share who call, after how many seconds on average. */
  telCallRate: number
  telSeconds: number
  /** Share of callers whose telephone tells which visitor they are. */
  knownShare: number
}

/** Instants are seconds from the beginning. `from`: the number was given; `left`: the visit was over; `telAt`: the link was touched. */
export type Visitor = { id: number; from: number; left: number; telAt: number | null }
export type SimulatedCall = {
  at: number
  caller: Visitor
  /** The telephone alone tells who calls. */
  isKnown: boolean
  /** Everybody who had received the dialled number before, the latest last. */
  holders: Visitor[]
}

const exponential = (random: Random, mean: number) => -mean * Math.log(1 - random())

/** Calls in their order. A call that is due after the last arrival is dropped. */
export function simulate(world: World): SimulatedCall[] {
  const random = seeded('attribution', world.seed)
  const numbers = Array.from({ length: world.numbers }, () => ({ expires: 0, holders: [] as Visitor[] }))
  const due: { at: number; caller: Visitor; number: (typeof numbers)[number] }[] = []
  const calls: SimulatedCall[] = []
  const settle = (until: number) => {
    due.sort((a, b) => b.at - a.at)
    while (due.length > 0 && due.at(-1)!.at <= until) {
      const { at, caller, number } = due.pop()!
      calls.push({
        at,
        caller,
        isKnown: random() < world.knownShare,
        holders: number.holders.filter(({ from }) => from >= at - 86_400),
      })
    }
  }
  let id = 0
  for (let at = 0; ;) {
    at += exponential(random, 3600 / world.visitsPerHour)
    if (at > world.hours * 3600) break
    settle(at)
    const length = exponential(random, world.visitMinutes * 60)
    const visitor: Visitor = { id: (id += 1), from: at, left: at + length, telAt: null }
    // Free or not, the smallest end is the one: idle longest, else of the oldest lease.
    const number = numbers.reduce((best, one) => (one.expires < best.expires ? one : best))
    number.expires = visitor.left + world.holdMinutes * 60
    number.holders.push(visitor)
    if (random() >= world.callRate) {
      // Touches that no call follows, in the same proportion to those that one does.
      const touches = world.callRate * world.telShare * ((1 - world.telCallRate) / world.telCallRate)
      if (random() < touches / (1 - world.callRate)) visitor.telAt = at + random() * length
    } else {
      const isOnPage = random() < world.onPageShare
      const called = isOnPage
        ? at + random() * length
        : visitor.left + logNormal(random, world.delayMedianMinutes * 60, world.delaySigma)
      if (random() < world.telShare) visitor.telAt = Math.max(at, called - exponential(random, world.telSeconds))
      due.push({ at: called, caller: visitor, number })
    }
  }
  return calls
}
