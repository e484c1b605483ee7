import { z } from 'zod'
import { endpoint } from '#shared/endpoint'
import { CallFilter } from './call-filter.ts'

export const groupings = [
  'campaign',
  'channel',
  'medium',
  'source',
  'term',
  'ad',
  'landing',
  'number',
  'site',
  'zone',
] as const
export const Grouping = z.enum(groupings)
export type Grouping = z.output<typeof Grouping>

/** The filter that a group of the statistics stands for. */
export const filterOf = {
  campaign: 'campaignId',
  medium: 'medium',
  channel: 'channel',
  source: 'source',
  term: 'term',
  ad: 'ad',
  landing: 'landing',
  number: 'numberId',
  site: 'siteId',
  zone: 'zone',
} as const satisfies Record<Grouping, keyof CallFilter>

export const grains = ['month', 'week', 'day', 'hour', 'half_hour'] as const
export const Grain = z.enum(grains)
export type Grain = z.output<typeof Grain>

export const Interval = z.object({ value: z.number(), low: z.number(), high: z.number() })

const CallFigures = z.object({
  received: z.number().int(),
  answered: z.number().int(),
  missed: z.number().int(),
  ongoing: z.number().int(),
  /** Of answered calls whose talk time is known; null when there is none. */
  meanTalkSeconds: z.number().nullable(),
  /** Different people; a call without a number counts for none. */
  callers: z.number().int(),
  /** Calls that were the first of their person. */
  firstCalls: z.number().int(),
  /** Different people who had bought nothing before, and calls that made one of them a customer. */
  prospects: z.number().int(),
  acquired: z.number(),
  /** Sales that came of the calls, and their sum in cents of euros. */
  sales: z.number(),
  valueCents: z.number().int(),
})

export const CallTotal = CallFigures.extend({
  medianTalkSeconds: z.number().nullable(),
  /** How long answered calls rang; null when no call tells. */
  meanWaitSeconds: z.number().nullable(),
  /** Missed calls: how long until their caller was spoken to, half of them sooner; null when none was. */
  medianSpokenAfterSeconds: z.number().nullable(),
  /** Share of answered among ended calls, with its 95 % Wilson interval; null without an ended call. */
  answerRate: Interval.nullable(),
  /** Share of prospects who became customers, with its 95 % Wilson interval; null without a prospect. */
  acquisitionRate: Interval.nullable(),
  /** Missed calls whose caller has not been spoken to since. */
  notSpokenSince: z.number().int(),
  /** Calls left out of every figure here. */
  quarantined: z.number().int(),
  /** Calls whose caller hid the number. */
  hidden: z.number().int(),
  /** Calls whose origin is known (`support`, or a visitor above the threshold), and those left uncertain; the site's own number is in neither. */
  sure: z.number().int(),
  uncertain: z.number().int(),
})
export type CallTotal = z.output<typeof CallTotal>

/** A difference with its 95 % interval; it is shown when the interval leaves out « no change ». */
export const Change = Interval.extend({ isShown: z.boolean() })

export const CallStatistics = z.object({
  from: z.iso.date(),
  to: z.iso.date(),
  total: CallTotal,
  /** The same figures for the period compared with, and what has changed. */
  compared: z
    .object({
      from: z.iso.date(),
      to: z.iso.date(),
      total: CallTotal,
      /** Difference of the answer rates (Newcombe); null when one has none. */
      answerRate: Change.nullable(),
      /** Received now ÷ then, days of the week and their spread accounted for; null with less than two weeks in all. */
      received: Change.nullable(),
    })
    .nullable(),
  by: Grouping,
  /** How many groups there are; the 500 most called are told. */
  groupCount: z.number().int(),
  groups: z.array(
    CallFigures.extend({
      /** Shares of calls when the credit is shared among touches: their sum is the number of calls. */
      received: z.number(),
      answered: z.number(),
      missed: z.number(),
      ongoing: z.number(),
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
  /** Where callers' numbers suggest that they are (indicative); `mobile`, `hidden`, and `none`: foreign, or of no place. */
  zones: z.array(z.object({ zone: z.string(), received: z.number().int() })),
  /** The busiest hours of the week, by their calls on average; `advisers`: the fewest who answer eight in ten within 20 s (Erlang C), each busy for the mean talk time. Empty while no talk time is known. */
  peaks: z.array(
    z.object({ weekday: z.number().int(), hour: z.number().int(), calls: z.number(), advisers: z.number().int() }),
  ),
  grain: Grain,
  /** Moments with at least one call, oldest first: `2026-11`, the Monday of a week, a day, `2026-11-23T14:30`; local to each call's site. */
  series: z.array(z.object({ at: z.string(), received: z.number().int(), missed: z.number().int() })),
  /** Time zones of the sites counted. */
  timeZones: z.array(z.string()),
})
export type CallStatistics = z.output<typeof CallStatistics>

export const getCallStatistics = endpoint({
  method: 'GET',
  path: '/api/call-statistics',
  tag: 'Calls',
  summary: 'Figures of calls for a period (30 days by default)',
  query: CallFilter.extend({
    by: Grouping.default('campaign'),
    grain: Grain.default('day'),
    /** With the days just before, or with the same days of the week a year ago. */
    compare: z.enum(['previous', 'year']).optional(),
  }),
  reply: CallStatistics,
  sees: ['caller'],
})
export type StatisticsQuery = z.output<typeof getCallStatistics.query & {}>
