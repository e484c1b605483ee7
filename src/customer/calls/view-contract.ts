import { z } from 'zod'
import { Empty, endpoint, IdParams } from '#shared/endpoint'
import { CallFilter } from './call-filter.ts'
import { Grain, Grouping } from './statistics-contract.ts'

/** Periods that follow the calendar. */
export const periods = ['today', 'last7', 'last30', 'thisMonth', 'previousMonth'] as const

const fields = {
  name: z.string().trim().min(1).max(80),
  /** Null: the days that `search` names. */
  period: z.enum(periods).nullable().default(null),
  /** What the address of « Appels » says. */
  search: CallFilter.extend({
    by: Grouping.optional(),
    grain: Grain.optional(),
    compare: z.enum(['previous', 'year']).optional(),
  }),
  /** Everybody sees it whose rights are over the whole organisation. */
  shared: z.boolean().default(false),
}

/** A way to look at calls, under a name. */
export const CallView = z.object({
  id: z.uuid(),
  ...fields,
  /** The reader's own: nobody else may remove it. */
  mine: z.boolean(),
})
export type CallView = z.output<typeof CallView>

const tag = 'Calls'
export const listCallViews = endpoint({
  method: 'GET',
  path: '/api/call-views',
  tag,
  summary: 'List one’s own ways to look at calls, and the shared ones',
  reply: z.object({ items: z.array(CallView) }),
})
export const createCallView = endpoint({
  method: 'POST',
  path: '/api/call-views',
  tag,
  status: 201,
  summary: 'Keep a way to look at calls under a name',
  body: z.object(fields),
  reply: CallView,
  settings: ['name', 'shared'],
})
export const removeCallView = endpoint({
  method: 'DELETE',
  path: '/api/call-views/:id',
  tag,
  summary: 'Remove one’s own way to look at calls',
  params: IdParams,
  reply: Empty,
})
