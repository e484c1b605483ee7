import type { Candidate, Evidence } from './contract.ts'

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
  /** The candidate to believe; undefined when none is likelier than not. */
  chosen: Candidate | undefined
}

/**
 * The model, stated. A visitor calls once in 33; three times in four while on the page, else after a delay (log-normal,
 * median 12 min); nine in ten who touch the number's link call, after 20 s on average. Apart from them, a lent number is
 * called by somebody else — who wrote it down, who misdialled — once in 90 days.
 */
export const model = {
  callRate: 0.03,
  onPageShare: 0.75,
  meanVisitSeconds: 180,
  delayMedianSeconds: 720,
  delaySigma: 1.2,
  telClick: { callRate: 0.9, meanSeconds: 20, withinSeconds: 300 },
  strangerCallsPerSecond: 1 / (90 * 86_400),
  samePersonFactor: 50,
  otherPersonFactor: 0.1,
  /** Beats come every 60 s: one that is late does not yet mean that the page is closed. */
  onPageWithinSeconds: 90,
  /** Below, the origin is « incertain ». */
  believeAbove: 0.5,
}

/** Shares a call among those who held its number, by Bayes' rule over {@link model}. */
export function attribute(at: Date, holdings: Holding[]): Attribution {
  const weighed = holdings.map((holding) => ({ holding, weight: weigh(at, holding) }))
  const total = weighed.reduce((sum, { weight }) => sum + weight, model.strangerCallsPerSecond)
  const candidates = weighed
    .map(({ holding, weight }) => toCandidate(at, holding, weight / total))
    .toSorted((a, b) => b.probability - a.probability)
  const best = candidates[0]
  return {
    candidates,
    otherProbability: model.strangerCallsPerSecond / total,
    chosen: best && best.probability > model.believeAbove ? best : undefined,
  }
}

/** Density, per second, of a call by this visitor at this instant. */
function weigh(at: Date, { heldFrom, lastSeenAt, telClickAt, person }: Holding): number {
  const secondsSince = (instant: Date) => Math.max(0, (at.getTime() - instant.getTime()) / 1000)
  const gap = secondsSince(lastSeenAt)
  const visited = Math.max(model.meanVisitSeconds, (lastSeenAt.getTime() - Date.parse(heldFrom)) / 1000)
  const ordinary =
    model.callRate *
    (gap <= model.onPageWithinSeconds ? model.onPageShare / visited : (1 - model.onPageShare) * delayDensity(gap))
  const sinceClick = telClickAt ? secondsSince(telClickAt) : Infinity
  const clicked =
    sinceClick <= model.telClick.withinSeconds
      ? (model.telClick.callRate * Math.exp(-sinceClick / model.telClick.meanSeconds)) / model.telClick.meanSeconds
      : 0
  const factor = { same: model.samePersonFactor, other: model.otherPersonFactor, unknown: 1 }[person]
  return factor * (ordinary + clicked)
}

/** Flat until its peak (171 s), so that having left longer ago never makes a visitor likelier. */
function delayDensity(gap: number): number {
  const seconds = Math.max(gap, model.delayMedianSeconds * Math.exp(-(model.delaySigma ** 2)))
  const z = Math.log(seconds / model.delayMedianSeconds) / model.delaySigma
  return Math.exp((-z * z) / 2) / (seconds * model.delaySigma * Math.sqrt(2 * Math.PI))
}

function toCandidate(at: Date, holding: Holding, probability: number): Candidate {
  const { lastSeenAt, telClickAt, person, ...rest } = holding
  const before = (instant: Date) => Math.max(0, Math.round((at.getTime() - instant.getTime()) / 1000))
  const evidence: Evidence[] = []
  if (telClickAt && before(telClickAt) <= model.telClick.withinSeconds)
    evidence.push({ kind: 'tel_click', secondsBefore: before(telClickAt) })
  if (person === 'same') evidence.push({ kind: 'known_caller' })
  if (person === 'other') evidence.push({ kind: 'known_as_other' })
  evidence.push(
    before(lastSeenAt) <= model.onPageWithinSeconds
      ? { kind: 'on_page' }
      : { kind: 'last_seen', secondsBefore: before(lastSeenAt) },
  )
  return { ...rest, probability, evidence }
}
