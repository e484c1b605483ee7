import { z } from 'zod'
import { Email } from '#kernel/auth/contract'
import { Empty, endpoint, IdParams, page, PageQuery } from '#shared/endpoint'
import { Candidate, Evidence } from '#customer/attribution/contract'
import { JourneyStep } from '#customer/tracking/contract'
import { Tag } from '#engine/interactions/contract'
import { digitsOf } from '#shared/phone-digits'

export const Outcome = z.enum(['ongoing', 'answered', 'missed'])
export type Outcome = z.output<typeof Outcome>

/** How sure the origin is. `support`: the number itself tells it (a flyer); `visitor`: a visitor is chosen; `uncertain`: none stands out; `direct`: the site's own number. */
export const Certainty = z.enum(['support', 'visitor', 'uncertain', 'direct'])

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
  personName: z.string().nullable(),
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

export const groupings = ['campaign', 'medium', 'channel', 'number', 'site'] as const
export const Grouping = z.enum(groupings)
export type Grouping = z.output<typeof Grouping>

/** Local days of each site, both included. `none` stands for « no campaign », « no channel »… */
export const CallFilter = z.object({
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  siteId: z.uuid().optional(),
  medium: z.string().max(60).optional(),
  channel: z.string().max(60).optional(),
  campaignId: z.union([z.uuid(), z.literal('none')]).optional(),
  numberId: z.union([z.uuid(), z.literal('none')]).optional(),
  tagId: z.uuid().optional(),
  /** A caller's number, or at least three digits of it, in any writing. */
  caller: z
    .string()
    .max(40)
    .refine((typed) => digitsOf(typed).length >= 3)
    .optional(),
  outcome: Outcome.optional(),
  certainty: Certainty.optional(),
  /** Missed calls whose caller has not been spoken to since. */
  waiting: z.literal('yes').optional(),
  /** ISO weekday, 1 = Monday … 7 = Sunday, and hour 0–23, in the site's time zone: a cell of the heat map. */
  weekday: z.coerce.number().int().min(1).max(7).optional(),
  hour: z.coerce.number().int().min(0).max(23).optional(),
})
export type CallFilter = z.output<typeof CallFilter>

export const CallFigures = z.object({
  received: z.number().int(),
  answered: z.number().int(),
  missed: z.number().int(),
  ongoing: z.number().int(),
  /** Of answered calls whose talk time is known; null when there is none. */
  meanTalkSeconds: z.number().nullable(),
})
export const CallStatistics = z.object({
  from: z.iso.date(),
  to: z.iso.date(),
  total: CallFigures.extend({
    medianTalkSeconds: z.number().nullable(),
    /** Share of answered among ended calls, with its 95 % Wilson interval; null without an ended call. */
    answerRate: z.object({ value: z.number(), low: z.number(), high: z.number() }).nullable(),
    /** Missed calls whose caller has not been spoken to since. */
    notSpokenSince: z.number().int(),
    /** Calls whose caller hid the number. */
    hidden: z.number().int(),
    /** Calls whose origin is known (`support`, or a visitor above the threshold), and those left uncertain; the site's own number is in neither. */
    sure: z.number().int(),
    uncertain: z.number().int(),
  }),
  by: Grouping,
  groups: z.array(
    CallFigures.extend({
      /** Value to give back as the filter: an id, a medium, a channel, or `none`. */
      key: z.string(),
      /** Name of the campaign, number or site; null for `none`. */
      label: z.string().nullable(),
      /** Second line: channel and medium of a campaign, label of a number. */
      note: z.string().nullable(),
      /** What the campaign cost within the period: its cost spread over its days; null when its first day is not known, or when the reader sees some sites only. */
      costCents: z.number().int().nullable(),
    }),
  ),
  /** Cells with at least one call. Hours and weekdays are local to each call's site. */
  heatmap: z.array(
    z.object({
      weekday: z.number().int(),
      hour: z.number().int(),
      received: z.number().int(),
      missed: z.number().int(),
    }),
  ),
  perDay: z.array(z.object({ day: z.iso.date(), received: z.number().int(), missed: z.number().int() })),
  /** Time zones of the sites counted. */
  timeZones: z.array(z.string()),
})
export type CallStatistics = z.output<typeof CallStatistics>

const tag = 'Calls'
export const getCallStatistics = endpoint({
  method: 'GET',
  path: '/api/call-statistics',
  tag,
  summary: 'Figures of calls for a period (30 days by default)',
  query: CallFilter.extend({ by: Grouping.default('campaign') }),
  reply: CallStatistics,
  sees: ['caller'],
})
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
