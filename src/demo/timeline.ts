import { addDays, dayIn, type Day, daysBetween, instantOf } from './calendar.ts'
import { usualTalkSeconds } from './campaigns.ts'
import type { SiteFacts } from './company.ts'
import { answerRate, callMinute, demandOn, isOpen, lastMinute, type Moment, nextOpening, webMinute } from './hours.ts'
import { drawJourney } from './journeys.ts'
import { callerBook, ownPhone, runPhone } from './lines.ts'
import { between, chance, logNormal, pick, pickBy, poisson, type Random, seeded } from './random.ts'
import { type CampaignRun, effectOn } from './runs.ts'

export type Visit = {
  /** The same for every visit of one browser. */
  visitorId: string
  referrer: string
  pages: { at: Date; url: string; title: string }[]
  telClickAt?: Date
  lastSeenAt: Date
}

export type Call = {
  id: string
  at: Date
  endedAt: Date
  outbound: boolean
  /** Null: hidden. */
  caller: string | null
  /** A number of the company, or whichever was lent to a visit. */
  dials: string | Visit
  status: 'completed' | 'no-answer' | 'busy' | 'canceled'
  ringSeconds: number
  talkSeconds: number
}

/** Of a site, oldest first: what its website and its telephone saw. */
export type Timeline = { visits: Visit[]; calls: Call[] }

/** On a mean day of a site of weight 1. */
const visitsPerDay = 10
const directCallsPerDay = 0.85

/** The whole life of a site from its first day to an instant; the same for the same seed. Nothing in it is cut by that instant. */
export function timelineOf(seed: string, site: SiteFacts, runs: CampaignRun[], first: Day, until: Date): Timeline {
  const visits: Visit[] = []
  const calls: Call[] = []
  const book = callerBook(site, seeded(seed, site.key, 'customers'))
  const phones = new Map(runs.map((run) => [run, runPhone(site, runs, run)]))
  const at = ({ day, minute }: Moment) => instantOf(day, minute, site.timeZone)

  const ring = (
    random: Random,
    moment: Moment,
    call: Pick<Call, 'caller' | 'dials'>,
    talk: number,
    outbound = false,
  ) => {
    const months = daysBetween(first, moment.day) / 30.4
    const answered = chance(random, outbound ? 0.8 : answerRate(site, moment, months))
    const status = answered ? 'completed' : pickBy(random, misses, (miss) => missed[miss])
    const ringSeconds = Math.round(
      answered ? Math.min(28, Math.max(2, logNormal(random, 9, 0.5))) : rings[status](random),
    )
    const talkSeconds = answered ? Math.round(Math.min(3000, Math.max(8, logNormal(random, talk, 0.7)))) : 0
    const startsAt = at(moment)
    calls.push({
      ...call,
      id: `${site.key} ${moment.day} ${calls.length}`,
      at: startsAt,
      endedAt: new Date(startsAt.getTime() + (ringSeconds + talkSeconds) * 1000),
      outbound,
      status,
      ringSeconds,
      talkSeconds,
    })
    return answered
  }

  /** A caller who was missed tries again, or is called back, or is lost. */
  const call = (
    random: Random,
    moment: Moment,
    who: Pick<Call, 'caller' | 'dials'>,
    talk: number,
    attempt = 1,
  ): void => {
    if (ring(random, moment, who, talk) || !who.caller || attempt === 3) return
    const fate = random()
    if (fate < 0.38) {
      const later = { day: moment.day, minute: moment.minute + between(random, 1.5, 50) }
      if (later.minute < lastMinute) call(random, later, who, talk, attempt + 1)
    } else if (fate < 0.78) {
      const back = nextOpening(site, { day: moment.day, minute: moment.minute + between(random, 12, 240) }, random)
      ring(random, back, { caller: who.caller, dials: ownPhone(site) }, talk, true)
    }
  }
  const someone = (random: Random, knownShare: number) =>
    chance(random, site.hiddenShare)
      ? null
      : ((chance(random, knownShare) ? book.customer(random) : undefined) ?? book.stranger(random))

  const visit = (random: Random, day: Day, before: number) => {
    const journey = drawJourney(random, site, runs, day)
    const origin =
      before > 0 && chance(random, 0.2) ? pick(random, visits.slice(Math.max(0, before - 300), before)) : undefined
    const begins = webMinute(random)
    let elapsed = 0
    const pages = journey.steps.map(({ url, title, seconds }) => {
      const page = { at: at({ day, minute: begins + elapsed / 60 }), url, title }
      elapsed += seconds
      return page
    })
    const eager = (origin ? 1.4 : 1) * (isOpen(site, { day, minute: begins }) ? 1.2 : 0.3)
    const calling = chance(random, journey.source.callShare * eager)
    const delay = calling && chance(random, 0.25) ? logNormal(random, 720, 1.2) : 0
    const made: Visit = {
      visitorId: origin?.visitorId ?? uuidBy(random, pages[0]!.at),
      referrer: origin && chance(random, 0.5) ? '' : journey.referrer,
      pages,
      lastSeenAt: at({ day, minute: begins + elapsed / 60 }),
    }
    visits.push(made)
    const moment = { day, minute: begins + (elapsed + delay) / 60 }
    if (!calling || moment.minute >= lastMinute) return
    if (delay === 0 && chance(random, 0.45))
      made.telClickAt = at({ day, minute: moment.minute - between(random, 3, Math.min(15, elapsed)) / 60 })
    const shown = journey.run?.number?.onPages && phones.get(journey.run)
    const dials = site.pool ? made : shown || ownPhone(site)
    const caller = someone(random, 0.12)
    call(random, moment, { caller, dials }, journey.run?.talkSeconds ?? usualTalkSeconds)
  }

  for (let day = first; day <= dayIn(until, site.timeZone); day = addDays(day, 1)) {
    const random = seeded(seed, site.key, day)
    const demand = demandOn(seed, site, day)
    const before = visits.length
    if (!site.silent)
      for (let n = poisson(random, visitsPerDay * site.weight * demand.web); n > 0; n--) visit(random, day, before)
    for (const run of runs) {
      const phone = phones.get(run)
      if (!run.number || !phone) continue
      const mean = run.number.callsPerDay * site.weight * demand.calls * effectOn(run, day)
      for (let n = poisson(random, mean); n > 0; n--) {
        const minute =
          run.number.effect === 'morning' && chance(random, 0.7) ? between(random, 431, 470) : callMinute(random)
        const who = { caller: someone(random, run.number.known), dials: phone }
        call(random, { day, minute }, who, run.talkSeconds ?? usualTalkSeconds)
      }
    }
    for (let n = poisson(random, directCallsPerDay * site.weight * demand.calls); n > 0; n--) {
      const who = { caller: someone(random, 0.55), dials: ownPhone(site) }
      call(random, { day, minute: callMinute(random) }, who, usualTalkSeconds)
    }
  }
  return {
    visits: apart(visits.toSorted((a, b) => begin(a) - begin(b))).filter(({ lastSeenAt }) => lastSeenAt <= until),
    calls: calls.toSorted((a, b) => a.at.getTime() - b.at.getTime()).filter(({ endedAt }) => endedAt <= until),
  }
}

const missed = { 'no-answer': 0.8, canceled: 0.12, busy: 0.08 }
const misses = Object.keys(missed) as (keyof typeof missed)[]
const rings: Record<Call['status'], (random: Random) => number> = {
  completed: () => 0,
  'no-answer': (random) => between(random, 25, 31),
  canceled: (random) => between(random, 4, 24),
  busy: () => 1,
}

/** A time-ordered id that the seed decides. */
function uuidBy(random: Random, at: Date): string {
  const hex = (digits: number) =>
    Math.floor(random() * 16 ** digits)
      .toString(16)
      .padStart(digits, '0')
  const time = at.getTime().toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(3)}-8${hex(3)}-${hex(12)}`
}

const begin = ({ pages }: Visit) => pages[0]!.at.getTime()

/** No two visits of a site begin at the same instant: their numbers are lent one after the other. */
function apart(sorted: Visit[]): Visit[] {
  let last = 0
  for (const { pages } of sorted) {
    last = Math.max(pages[0]!.at.getTime(), last + 1)
    pages[0]!.at = new Date(last)
  }
  return sorted
}
