import { z } from 'zod'
import { Email } from '#kernel/auth/contract'
import { Empty, endpoint, IdParams, page, PageQuery } from '#shared/endpoint'
import { Candidate, Evidence } from '#customer/attribution/contract'
import { CallFilter, Certainty, Outcome } from './call-filter.ts'
import { JourneyStep } from '#customer/tracking/contract'
import { Tag } from '#engine/interactions/contract'
import { Quarantine } from './qualification-contract.ts'

export { CallFilter, Certainty, Outcome } from './call-filter.ts'
export {
  type ComparedSite,
  getSiteComparison,
  SiteComparison,
  SiteComparisonQuery,
} from './site-comparison-contract.ts'
export { CallView, createCallView, listCallViews, periods, removeCallView } from './view-contract.ts'
export {
  changeQualification,
  getQualification,
  judgeCall,
  type Qualification,
  QualificationKind,
  qualificationKinds,
  type QualificationRule,
  Quarantine,
} from './qualification-contract.ts'
export {
  CallStatistics,
  type CallTotal,
  filterOf,
  getCallStatistics,
  Grain,
  grains,
  Grouping,
  groupings,
  type StatisticsQuery,
} from './statistics-contract.ts'

export const Call = z.object({
  id: z.uuid(),
  startedAt: z.iso.datetime(),
  outcome: Outcome,
  /** Talk time, null until known. */
  talkSeconds: z.number().int().nullable(),
  /** E.164 of the caller; null when hidden. */
  caller: z.string().nullable(),
  callerHidden: z.boolean(),
  /** The number was erased: at its owner’s wish, or because its time had passed. */
  callerErased: z.boolean(),
  callerZone: z.string().nullable(),
  /** The person's first call to the company. */
  firstCall: z.boolean(),
  /** From the company's own file of customers; of a number that several have, all their names. */
  personName: z.string().nullable(),
  /** Whose number it was then in the company's own file; several share some numbers. */
  contacts: z.array(z.object({ id: z.uuid(), name: z.string() })),
  /** Who called had bought before. */
  customer: z.boolean(),
  /** Sales that came of it, and their sum in cents of euros. */
  sales: z.number().int(),
  valueCents: z.number().int(),
  siteId: z.uuid(),
  siteName: z.string(),
  timeZone: z.string(),
  numberId: z.uuid().nullable(),
  /** E.164 of the number dialled. */
  number: z.string(),
  numberLabel: z.string(),
  certainty: Certainty,
  /** Of the chosen visitor; 1 for `support`, null for `direct` and when nobody stands out. */
  probability: z.number().nullable(),
  source: z.string().nullable(),
  medium: z.string().nullable(),
  channel: z.string().nullable(),
  campaignId: z.uuid().nullable(),
  campaignName: z.string().nullable(),
  /** Titles of the pages seen, oldest first, at most the last 5. */
  pages: z.array(z.string()),
  /** The strongest reason, for the list; the rest is on the call's page. */
  evidence: Evidence.nullable(),
  /** Origin and probability of the next candidate when it comes close. */
  runnerUp: z.object({ label: z.string(), probability: z.number() }).nullable(),
  /** What leaves it out of the figures; null: it is counted. */
  quarantine: Quarantine.nullable(),
  alertedAt: z.iso.datetime().nullable(),
  /** Missed: when its caller was spoken to at last, whoever called. */
  spokenAt: z.iso.datetime().nullable(),
  tags: z.array(Tag),
})
export type Call = z.output<typeof Call>

export const CallDetail = Call.extend({
  answeredAt: z.iso.datetime().nullable(),
  endedAt: z.iso.datetime().nullable(),
  /** Who brought it: `twiml`, `asterisk-cdr`, `csv` or `api`. */
  broughtBy: z.string(),
  candidates: z.array(Candidate),
  /** Probability that the caller is none of the candidates. */
  otherProbability: z.number(),
  journey: z.array(JourneyStep),
  earlierCalls: z.array(z.object({ id: z.uuid(), startedAt: z.iso.datetime(), outcome: Outcome })),
})
export type CallDetail = z.output<typeof CallDetail>

/** What rules and webhooks are told of a call. */
export const CallFacts = Call.extend({
  answeredAt: z.iso.datetime().nullable(),
  endedAt: z.iso.datetime().nullable(),
  tags: z.array(z.string()),
})
export type CallFacts = z.output<typeof CallFacts>

const tag = 'Calls'
export const listCalls = endpoint({
  method: 'GET',
  path: '/api/calls',
  tag,
  summary: 'List calls, newest first: what stands behind a figure',
  query: CallFilter.extend(PageQuery.shape),
  reply: page(Call),
  sees: 'people',
})
export const exportCalls = endpoint({
  method: 'GET',
  path: '/api/calls.csv',
  tag,
  summary: 'Export calls to CSV (UTF-8, semicolons, protected from formula injection)',
  query: CallFilter,
  reply: z.string(),
  produces: 'text/csv',
  sees: 'people',
})
export const getCall = endpoint({
  method: 'GET',
  path: '/api/calls/:id',
  tag,
  summary: 'One call: its origin with the evidence, its journey',
  params: IdParams,
  reply: CallDetail,
  sees: 'people',
})

/** Who is written to when a call is missed. */
export const AlertRecipient = z.object({
  id: z.uuid(),
  email: z.string(),
  /** Null: every site. */ siteId: z.uuid().nullable(),
  /** False while its rule is stopped. */ enabled: z.boolean(),
})
export type AlertRecipient = z.output<typeof AlertRecipient>
const alerts = 'Missed-call alerts'
export const listRecipients = endpoint({
  method: 'GET',
  path: '/api/missed-call-recipients',
  tag: alerts,
  summary: 'Who is written to when a call is missed',
  reply: z.object({
    items: z.array(AlertRecipient),
    /** Whether a mail server is set (SMTP_URL). */ mailConfigured: z.boolean(),
  }),
  sees: 'people',
})
export const addRecipient = endpoint({
  method: 'POST',
  path: '/api/missed-call-recipients',
  tag: alerts,
  status: 201,
  summary: 'Write to someone when a call is missed',
  body: z.object({ email: Email, siteId: z.uuid().nullable().default(null) }),
  reply: AlertRecipient,
  settings: ['siteId'],
})
export const removeRecipient = endpoint({
  method: 'DELETE',
  path: '/api/missed-call-recipients/:id',
  tag: alerts,
  summary: 'Stop writing to someone',
  params: IdParams,
  reply: Empty,
})
