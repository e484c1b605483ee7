import { z } from 'zod'
import { endpoint, IdParams } from '#shared/endpoint'

export { channelKey, type ChannelKey, channels, isMedium, type Medium, mediums } from './vocabulary.ts'

/** What was paid for a period, both days included. */
export const DatedCost = z.object({
  startsOn: z.iso.date(),
  endsOn: z.iso.date(),
  amountCents: z.number().int().min(0).max(1_000_000_000_00),
})
export type DatedCost = z.output<typeof DatedCost>

/** What the company pays for so that customers call. */
export const Campaign = z.object({
  id: z.uuid(),
  name: z.string(),
  /** How it reaches people: `cpc`, `email`, `print`… (utm_medium's values, and the ones of paper). */
  medium: z.string(),
  /** Where it stands among the channels: a GA4 default channel group, or `Print`, `Radio`, `TV`, `Outdoor`. */
  channel: z.string(),
  /** The utm_campaign that names it on the web; null: every visit of its channel that names no other campaign. */
  code: z.string().nullable(),
  costCents: z.number().int(),
  currency: z.string(),
  startsOn: z.iso.date().nullable(),
  endsOn: z.iso.date().nullable(),
  /** What was paid, period by period, the latest first; where there is any, `costCents` is not counted. */
  costs: z.array(DatedCost),
  createdAt: z.iso.datetime(),
})
export type Campaign = z.output<typeof Campaign>

const fields = {
  name: z.string().trim().min(1).max(120),
  medium: z.string().trim().toLowerCase().min(1).max(60),
  channel: z.string().trim().min(1).max(60),
  code: z.string().trim().min(1).max(200).nullable().default(null),
  costCents: z.number().int().min(0).max(1_000_000_000_00).default(0),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .default('EUR'),
  startsOn: z.iso.date().nullable().default(null),
  endsOn: z.iso.date().nullable().default(null),
}
const tag = 'Campaigns'
export const listCampaigns = endpoint({
  method: 'GET',
  path: '/api/campaigns',
  tag,
  summary: 'List the campaigns',
  reply: z.object({ items: z.array(Campaign) }),
})
export const createCampaign = endpoint({
  method: 'POST',
  path: '/api/campaigns',
  tag,
  status: 201,
  summary: 'Create a campaign',
  body: z.object(fields),
  reply: Campaign,
  settings: Object.keys(fields),
})
export const updateCampaign = endpoint({
  method: 'PUT',
  path: '/api/campaigns/:id',
  tag,
  summary: 'Change a campaign',
  params: IdParams,
  body: z.object(fields),
  reply: Campaign,
  settings: Object.keys(fields),
})
export const changeCosts = endpoint({
  method: 'PUT',
  path: '/api/campaigns/:id/costs',
  tag,
  summary: 'Say what a campaign cost, period by period, instead of what was said before',
  params: IdParams,
  body: z.object({ costs: z.array(DatedCost).max(1000) }),
  reply: Campaign,
  settings: ['costs'],
})
