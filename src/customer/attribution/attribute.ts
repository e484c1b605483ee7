import type { Candidate, Evidence, Parameters } from './contract.ts'
import { fixed, prior } from './model.ts'

/** Somebody who held the number, as known at the call. */
export type Holding = Omit<Candidate, 'probability' | 'evidence'> & {
  /** Last sign of life, at the latest the call itself. */
  lastSeenAt: Date
  telClickAt: Date | null
  /** Whether the visitor is known to be the caller (`same`), somebody else (`other`), or nobody yet (`unknown`). */
  person: 'same' | 'other' | 'unknown'
}

export type Attribution = {
  candidates: Candidate[]
  /** That the caller is none of them. */
  otherProbability: number
  /** The candidate to believe; undefined when none is likely enough. */
  chosen: Candidate | undefined
}

/** Shares a call among those who held its number, by Bayes' rule over the model. @param learnt by default the {@link prior}. */
export function attribute(at: Date, holdings: Holding[], learnt: Parameters = prior): Attribution {
  const stranger = 1 / (learnt.strangerEveryDays * 86_400)
  const weighed = holdings.map((holding) => ({ holding, weight: weigh(at, holding, learnt) }))
  const total = weighed.reduce((sum, { weight }) => sum + weight, stranger)
  const candidates = weighed
    .map(({ holding, weight }) => toCandidate(at, holding, weight / total))
    .toSorted((a, b) => b.probability - a.probability)
  const best = candidates[0]
  return {
    candidates,
    otherProbability: stranger / total,
    chosen: best && best.probability > fixed.believeAbove ? best : undefined,
  }
}

/** Density, per second, of a call by this visitor at this instant. */
function weigh(at: Date, { heldFrom, lastSeenAt, telClickAt, person }: Holding, learnt: Parameters): number {
  const secondsSince = (instant: Date) => Math.max(0, (at.getTime() - instant.getTime()) / 1000)
  const gap = secondsSince(lastSeenAt)
  const { callRate, onPageShare, telClickCallRate, telClickMeanSeconds } = learnt
  const ordinary =
    gap <= fixed.onPageWithinSeconds
      ? callRate * onPageShare * onPageDensity(secondsSince(new Date(heldFrom)), learnt)
      : callRate * (1 - onPageShare) * delayDensity(gap, learnt)
  const sinceClick = telClickAt ? secondsSince(telClickAt) : Infinity
  const clicked =
    sinceClick <= fixed.telClickWithinSeconds
      ? (telClickCallRate * Math.exp(-sinceClick / telClickMeanSeconds)) / telClickMeanSeconds
      : 0
  const factor = { same: fixed.samePersonFactor, other: fixed.otherPersonFactor, unknown: 1 }[person]
  return factor * (ordinary + clicked)
}

/**
 * A call at any moment of a visit of exponential length, given that the visit has lasted so long: the longer it has, the
 * less likely this moment is the one. Exactly E₁(x)·eˣ ÷ mean, x = age ÷ mean; ln(1 + 1/x) is its upper bound, near enough.
 * @see Abramowitz & Stegun, Handbook of Mathematical Functions, 5.1.20
 */
function onPageDensity(age: number, { meanVisitSeconds }: Parameters): number {
  return Math.log(1 + meanVisitSeconds / Math.max(fixed.soonestSeconds, age)) / meanVisitSeconds
}

/** Flat until its peak (171 s by default), so that having left longer ago never makes a visitor likelier. */
function delayDensity(gap: number, { delayMedianSeconds, delaySigma }: Parameters): number {
  const seconds = Math.max(gap, delayMedianSeconds * Math.exp(-(delaySigma ** 2)))
  const z = Math.log(seconds / delayMedianSeconds) / delaySigma
  return Math.exp((-z * z) / 2) / (seconds * delaySigma * Math.sqrt(2 * Math.PI))
}

function toCandidate(at: Date, holding: Holding, probability: number): Candidate {
  const { lastSeenAt, telClickAt, person, ...rest } = holding
  const before = (instant: Date) => Math.max(0, Math.round((at.getTime() - instant.getTime()) / 1000))
  const evidence: Evidence[] = []
  if (telClickAt && before(telClickAt) <= fixed.telClickWithinSeconds)
    evidence.push({ kind: 'tel_click', secondsBefore: before(telClickAt) })
  if (person === 'same') evidence.push({ kind: 'known_caller' })
  if (person === 'other') evidence.push({ kind: 'known_as_other' })
  evidence.push(
    before(lastSeenAt) <= fixed.onPageWithinSeconds
      ? { kind: 'on_page' }
      : { kind: 'last_seen', secondsBefore: before(lastSeenAt) },
  )
  return { ...rest, probability, evidence }
}
