import { z } from 'zod'
import { endpoint } from '#shared/endpoint'
import { CallFilter } from './call-filter.ts'
import { Change, Interval } from './statistics-contract.ts'

const figures = {
  received: z.number().int(),
  answered: z.number().int(),
  missed: z.number().int(),
  /** Different people; a call without a number counts for none. */
  callers: z.number().int(),
  /** Calls that were the first of their person. */
  firstCalls: z.number().int(),
  /** Of answered calls whose talk time is known; null when there is none. */
  meanTalkSeconds: z.number().nullable(),
  /** Sales that came of the calls, and their sum in cents of euros. */
  sales: z.number().int(),
  valueCents: z.number().int(),
  /** Share of answered among ended calls, with its 95 % Wilson interval; null without an ended call. */
  answerRate: Interval.nullable(),
  /** Answer rate minus that of the period before; received ÷ received before. Null when one has none, or too few. */
  answerRateChange: Change.nullable(),
  receivedChange: Change.nullable(),
}

/**
 * The sites of a network side by side. Each interval of a difference is wider than 95 %, so that all of one column hold
 * together 95 times in 100: of fifty sites none stands out by chance.
 * @see Dunn, O. J. (1961). Multiple comparisons among means. JASA 56.
 */
export const SiteComparison = z.object({
  from: z.iso.date(),
  to: z.iso.date(),
  /** The days just before, as many. */
  before: z.object({ from: z.iso.date(), to: z.iso.date() }),
  total: z.object(figures),
  /** Those that the reader sees, the best answer rate first, those without a call last. */
  sites: z.array(
    z.object({
      siteId: z.uuid(),
      name: z.string(),
      ...figures,
      /** Its answer rate minus that of the other sites together; null when one of both has no ended call. */
      besideOthers: Change.nullable(),
    }),
  ),
})
export type SiteComparison = z.output<typeof SiteComparison>
export type ComparedSite = SiteComparison['sites'][number]

export const SiteComparisonQuery = CallFilter.pick({ from: true, to: true, campaignId: true, tagId: true })
export const getSiteComparison = endpoint({
  method: 'GET',
  path: '/api/site-comparison',
  tag: 'Calls',
  summary: 'The sites of a network side by side, and what is shown to differ (the last 30 days by default)',
  query: SiteComparisonQuery,
  reply: SiteComparison,
})
