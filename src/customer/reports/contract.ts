import { z } from 'zod'
import { getCallStatistics, SiteComparisonQuery } from '#customer/calls/contract'
import { Empty, endpoint, IdParams } from '#shared/endpoint'

export const rhythms = ['week', 'month'] as const
export const Rhythm = z.enum(rhythms)
export type Rhythm = z.output<typeof Rhythm>

const fields = {
  /** A view of calls; null: the comparison of sites. */
  viewId: z.uuid().nullable(),
  /** Weeks run from Monday to Sunday; months from their first to their last day. */
  every: Rhythm,
}

/** Somebody is sent a report after each week or month, written from what they may see. */
export const ReportSubscription = z.object({
  id: z.uuid(),
  ...fields,
  /** Null: the comparison of sites. */
  viewName: z.string().nullable(),
  memberId: z.uuid(),
  memberName: z.string(),
  /** The reader's own. */
  mine: z.boolean(),
  /** The last period that is over: what its last letter told, or would have. */
  last: z.object({ from: z.iso.date(), to: z.iso.date() }),
  /** From which day the next one comes. */
  nextOn: z.iso.date(),
  sentAt: z.iso.datetime().nullable(),
})
export type ReportSubscription = z.output<typeof ReportSubscription>

const tag = 'Reports'
export const listReportSubscriptions = endpoint({
  method: 'GET',
  path: '/api/report-subscriptions',
  tag,
  summary: 'List the reports that one is sent; with the right to send them, everybody’s',
  reply: z.object({ items: z.array(ReportSubscription), mailConfigured: z.boolean() }),
})
export const subscribeToReport = endpoint({
  method: 'POST',
  path: '/api/report-subscriptions',
  tag,
  status: 201,
  summary: 'Be sent a report after each week or month',
  body: z.object(fields),
  reply: ReportSubscription,
  settings: ['viewId', 'every'],
})
export const sendReportTo = endpoint({
  method: 'POST',
  path: '/api/report-subscriptions/colleagues',
  tag,
  status: 201,
  summary: 'Have a colleague sent a report, written from what they may see',
  body: z.object({ ...fields, memberId: z.uuid() }),
  reply: ReportSubscription,
  settings: ['viewId', 'every', 'memberId'],
})
export const endReportSubscription = endpoint({
  method: 'DELETE',
  path: '/api/report-subscriptions/:id',
  tag,
  summary: 'Be sent a report no more; with the right to send them, anybody',
  params: IdParams,
  reply: Empty,
})

export const getSitesReport = endpoint({
  method: 'GET',
  path: '/api/site-comparison.pdf',
  tag,
  summary: 'The comparison of sites, to print',
  query: SiteComparisonQuery,
  reply: z.string(),
  produces: 'application/pdf',
})
export const getCallsReport = endpoint({
  method: 'GET',
  path: '/api/call-statistics.pdf',
  tag,
  summary: 'Figures of calls for a period, to print',
  query: getCallStatistics.query,
  reply: z.string(),
  produces: 'application/pdf',
  sees: ['caller'],
})
