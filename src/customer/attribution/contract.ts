import { z } from 'zod'
import { endpoint, IdParams } from '#shared/endpoint'

/** How the credit for a call is shared among the touches that led to it. */
export const creditModels = ['last', 'first', 'linear', 'position', 'decay'] as const
export type CreditModel = (typeof creditModels)[number]

/** Why a visitor is thought to be the caller. Durations are before the call, in seconds. */
export const Evidence = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('tel_click'), secondsBefore: z.number().int() }),
  z.object({ kind: z.literal('on_page') }),
  z.object({ kind: z.literal('last_seen'), secondsBefore: z.number().int() }),
  z.object({ kind: z.literal('known_caller') }),
  z.object({ kind: z.literal('known_as_other') }),
])
export type Evidence = z.output<typeof Evidence>

/** Somebody who held the number and may be the caller. */
export const Candidate = z.object({
  visitorId: z.uuid(),
  visitId: z.uuid(),
  probability: z.number().min(0).max(1),
  evidence: z.array(Evidence),
  source: z.string(),
  medium: z.string(),
  channel: z.string(),
  campaign: z.string().nullable(),
  heldFrom: z.iso.datetime(),
  heldUntil: z.iso.datetime(),
  /** The number was taken from an earlier holder because the pool was full. */
  reused: z.boolean(),
})
export type Candidate = z.output<typeof Candidate>

/** What the visitors of a site do, as far as it matters to who calls. */
export const Parameters = z.object({
  /** Share of visitors shown a lent number who call it. */
  callRate: z.number(),
  /** Of those, the share who call while on the page; the others call after a log-normal delay. */
  onPageShare: z.number(),
  meanVisitSeconds: z.number(),
  delayMedianSeconds: z.number(),
  delaySigma: z.number(),
  /** Of those who touch the number's link, the share who call, and after how many seconds on average. */
  telClickCallRate: z.number(),
  telClickMeanSeconds: z.number(),
  /** How often a lent number is called by somebody to whom it was not shown, in days. */
  strangerEveryDays: z.number(),
})
export type Parameters = z.output<typeof Parameters>

/** How a site's model stands: what it says, from how many cases, and whether what it says comes true. */
export const SiteModel = z.object({
  siteId: z.uuid(),
  parameters: Parameters,
  /** What is believed of a site of which nothing is known yet. */
  prior: Parameters,
  /** Below this probability the origin of a call is uncertain. */
  believeAbove: z.number(),
  /** Null: nothing learnt yet, the prior holds. */
  learntAt: z.iso.datetime().nullable(),
  /** From how many: visits shown a number, calls to lent numbers, touches of a link, calls by a touch, known callers. */
  cases: z.object({
    visits: z.number().int(),
    calls: z.number().int(),
    telClicks: z.number().int(),
    telCalls: z.number().int(),
    knownCallers: z.number().int(),
  }),
  /** Calls whose caller is certain, by the probability that the most likely visitor has without what makes it certain. */
  reliability: z.array(
    z.object({ from: z.number(), calls: z.number().int(), meanProbability: z.number(), right: z.number().int() }),
  ),
  /** Mean distance between what is said and what comes true, weighted by calls; null without a certain case. */
  calibrationError: z.number().nullable(),
})
export type SiteModel = z.output<typeof SiteModel>

export const getSiteModel = endpoint({
  method: 'GET',
  path: '/api/sites/:id/attribution-model',
  tag: 'Attribution',
  summary: 'Show the model that shares a site’s calls among visitors, what it has learnt and whether it comes true',
  params: IdParams,
  reply: SiteModel,
})
