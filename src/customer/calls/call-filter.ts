import { z } from 'zod'
import { creditModels } from '#customer/attribution/contract'
import { digitsOf } from '#shared/phone-digits'

export const Outcome = z.enum(['ongoing', 'answered', 'missed'])
export type Outcome = z.output<typeof Outcome>

/** How sure the origin is. `support`: the number itself tells it (a flyer); `visitor`: a visitor is chosen; `uncertain`: none stands out; `direct`: the site's own number. */
export const Certainty = z.enum(['support', 'visitor', 'uncertain', 'direct'])

/** Local days of each site, both included. `none` stands for « no campaign », « no channel »… */
export const CallFilter = z.object({
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  siteId: z.uuid().optional(),
  medium: z.string().max(60).optional(),
  channel: z.string().max(60).optional(),
  source: z.string().max(300).optional(),
  term: z.string().max(300).optional(),
  /** Which advertisement of a campaign (utm_content). */
  ad: z.string().max(300).optional(),
  /** The page where the visit began, without its query. */
  landing: z.string().max(4000).optional(),
  campaignId: z.union([z.uuid(), z.literal('none')]).optional(),
  /** By which model medium, channel, source, term, ad, landing page and campaign are a call's: those of the last touch by default, else of each touch that has a share. */
  credit: z.enum(creditModels).optional(),
  numberId: z.union([z.uuid(), z.literal('none')]).optional(),
  /** Where the caller's number suggests; `mobile`; `none`: it says nothing. */
  zone: z.string().max(100).optional(),
  tagId: z.uuid().optional(),
  /** A caller's number, or at least three digits of it, in any writing. */
  caller: z
    .string()
    .max(40)
    .refine((typed) => digitsOf(typed).length >= 3)
    .optional(),
  outcome: Outcome.optional(),
  certainty: Certainty.optional(),
  /** By default calls that are counted; `yes`: those left out; `all`: both. */
  quarantine: z.enum(['yes', 'all']).optional(),
  /** Whether who called had bought before. */
  customer: z.enum(['yes', 'no']).optional(),
  /** Calls that a sale came of. */
  sold: z.literal('yes').optional(),
  /** Talked for at least so long. */
  talkedSeconds: z.coerce.number().int().min(1).max(86_400).optional(),
  /** Missed calls whose caller has not been spoken to since. */
  waiting: z.literal('yes').optional(),
  /** ISO weekday, 1 = Monday … 7 = Sunday, and hour 0–23, in the site's time zone: a cell of the heat map. */
  weekday: z.coerce.number().int().min(1).max(7).optional(),
  hour: z.coerce.number().int().min(0).max(23).optional(),
})
export type CallFilter = z.output<typeof CallFilter>
