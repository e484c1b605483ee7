import { z } from 'zod'
import { endpoint, IdParams } from '#shared/endpoint'

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
