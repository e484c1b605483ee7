import type { Parameters, SiteModel } from './contract.ts'

/**
 * The model, stated, of a site of which nothing is known yet. A visitor calls once in 33; three times in four while on
 * the page, else after a delay (log-normal, median 12 min); nine in ten who touch the number's link call, after 20 s on
 * average. Apart from them, a lent number is called by somebody else — who wrote it down, who misdialled — once in 90 days.
 */
export const prior: Parameters = {
  callRate: 0.03,
  onPageShare: 0.75,
  meanVisitSeconds: 180,
  delayMedianSeconds: 720,
  delaySigma: 1.2,
  telClickCallRate: 0.9,
  telClickMeanSeconds: 20,
  strangerEveryDays: 90,
}

/** What no site changes. */
export const fixed = {
  /** A touch of the link longer ago says nothing more. */
  telClickWithinSeconds: 300,
  samePersonFactor: 50,
  otherPersonFactor: 0.1,
  /** Beats come every 60 s: one that is late does not yet mean that the page is closed. */
  onPageWithinSeconds: 90,
  /** Nobody reads a number and dials it sooner. */
  soonestSeconds: 5,
  /**
   * Below, the origin is « incertain ». Three to one: at the size that Erlang B advises it leaves one call in twenty
   * uncertain, and 96 of 100 of the others right (`npm run bench -- attribution`).
   */
  believeAbove: 0.75,
}

/** What happened at a site in the days that the model learns from. */
export type Lessons = {
  /** Visits that were shown a lent number, and how long they lasted on average. */
  visits: number
  meanVisitSeconds: number
  /** Calls to lent numbers; those of them that nobody had been shown within the look-back. */
  calls: number
  strangerCalls: number
  /** Days that all lent numbers were in service, together. */
  numberDays: number
  /** Visits in which the number's link was touched, and how long before the call, where one came. */
  telClicks: number
  telCallSeconds: number[]
  /** Calls by a person known before as one of the number's holders: seconds since the last sign of life, null while on the page. */
  knownCallers: (number | null)[]
}

/** How many cases the prior is worth: so many of the site's own weigh as much as it does. */
const worth = { visits: 300, telClicks: 20, knownCallers: 20, numberDays: 900 }

/** What a site's own certain cases make of the {@link prior}: few change little, many decide. */
export function learn(lessons: Lessons): Parameters {
  const { visits, calls, strangerCalls, numberDays, telClicks, telCallSeconds, knownCallers } = lessons
  const delays = knownCallers.filter((seconds) => seconds !== null).map((seconds) => Math.log(Math.max(1, seconds)))
  const median = mixed(Math.log(prior.delayMedianSeconds), worth.knownCallers, sum(delays), delays.length)
  const spread = sum(delays.map((delay) => (delay - median) ** 2))
  return {
    callRate: mixed(prior.callRate, worth.visits, Math.min(visits, calls - strangerCalls), visits),
    onPageShare: mixed(prior.onPageShare, worth.knownCallers, knownCallers.length - delays.length, knownCallers.length),
    meanVisitSeconds: mixed(prior.meanVisitSeconds, worth.visits, lessons.meanVisitSeconds * visits, visits),
    delayMedianSeconds: Math.exp(median),
    delaySigma: Math.sqrt(mixed(prior.delaySigma ** 2, worth.knownCallers, spread, delays.length)),
    telClickCallRate: mixed(
      prior.telClickCallRate,
      worth.telClicks,
      Math.min(telClicks, telCallSeconds.length),
      telClicks,
    ),
    telClickMeanSeconds: mixed(prior.telClickMeanSeconds, worth.telClicks, sum(telCallSeconds), telCallSeconds.length),
    strangerEveryDays: 1 / mixed(1 / prior.strangerEveryDays, worth.numberDays, strangerCalls, numberDays),
  }
}

const sum = (values: number[]) => values.reduce((total, value) => total + value, 0)

/** The mean of what was believed, as if seen `weight` times, and of what was seen. */
const mixed = (believed: number, weight: number, total: number, count: number): number =>
  (believed * weight + total) / (weight + count)

export const casesOf = ({ visits, calls, telClicks, telCallSeconds, knownCallers }: Lessons): SiteModel['cases'] => ({
  visits,
  calls,
  telClicks,
  telCalls: telCallSeconds.length,
  knownCallers: knownCallers.length,
})
