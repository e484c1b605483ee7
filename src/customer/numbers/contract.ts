import { z } from 'zod'
import { endpoint, IdParams } from '#shared/endpoint'

/** Numbers lent to visitors of a site's pages, one holder at a time. */
export const Pool = z.object({
  id: z.uuid(),
  siteId: z.uuid(),
  name: z.string(),
  /** The number that the pages carry, E.164; null: the site's own. */
  replaces: z.string().nullable(),
  /** How long a number stays with its visitor after the last sign of life. */
  holdMinutes: z.number().int(),
  numbers: z.number().int(),
  /** Numbers held right now. */
  held: z.number().int(),
  /** Leases of the last 24 hours that took a number from its holder because the pool was full. */
  reusedToday: z.number().int(),
})
export type Pool = z.output<typeof Pool>

/** A number that tells where its callers come from. */
export const TrackedNumber = z.object({
  id: z.uuid(),
  siteId: z.uuid(),
  e164: z.string(),
  /** The French way, with no-break spaces. */
  display: z.string(),
  kind: z.string(),
  territory: z.string().nullable(),
  /** `source`: one campaign, one number; `visitor`: a pool's number, lent visit by visit. */
  level: z.enum(['source', 'visitor']),
  campaignId: z.uuid().nullable(),
  poolId: z.uuid().nullable(),
  /** What it is printed on or shown in, for people: « Dépliant printemps, page 2 ». */
  label: z.string(),
  /** Source level: whether the site's pages show it to visitors of its campaign. */
  shownOnPages: z.boolean(),
  retiredAt: z.iso.datetime().nullable(),
})
export type TrackedNumber = z.output<typeof TrackedNumber>

const phone = z.string().trim().min(2).max(40)
const tag = 'Tracked numbers'
export const listNumbers = endpoint({
  method: 'GET',
  path: '/api/numbers',
  tag,
  summary: 'List the tracked numbers',
  query: z.object({ siteId: z.uuid().optional(), poolId: z.uuid().optional() }),
  reply: z.object({ items: z.array(TrackedNumber) }),
})
export const createNumber = endpoint({
  method: 'POST',
  path: '/api/numbers',
  tag,
  status: 201,
  summary: 'Track a number at source level',
  body: z.object({
    siteId: z.uuid(),
    campaignId: z.uuid(),
    phone,
    label: z.string().trim().max(120).default(''),
    shownOnPages: z.boolean().default(false),
  }),
  reply: TrackedNumber,
  settings: ['siteId', 'campaignId', 'label', 'shownOnPages'],
})
export const retireNumber = endpoint({
  method: 'PUT',
  path: '/api/numbers/:id/retirement',
  tag,
  summary: 'Stop lending and showing a number; its calls stay counted',
  params: IdParams,
  reply: TrackedNumber,
})
export const restoreNumber = endpoint({
  method: 'DELETE',
  path: '/api/numbers/:id/retirement',
  tag,
  summary: 'Take a retired number into service again',
  params: IdParams,
  reply: TrackedNumber,
})

export const listPools = endpoint({
  method: 'GET',
  path: '/api/pools',
  tag,
  summary: 'List the pools',
  reply: z.object({ items: z.array(Pool) }),
})
/** What the busiest hour of the last four weeks says about the size of a pool, by Erlang's B formula. */
export const PoolAdvice = z.object({
  /** Null until there are enough visits to say anything. */
  busiest: z.object({ at: z.iso.datetime(), visits: z.number().int() }).nullable(),
  /** How long a number was held on average, the hold included. */
  heldMinutes: z.number(),
  /** Numbers held at once on average in that hour, were there enough. */
  erlangs: z.number(),
  numbers: z.number().int(),
  /** Erlangs by numbers: above 0.75 it is time to add some. */
  utilisation: z.number(),
  /** The share of visitors who would find none free in such an hour, and take somebody else's. */
  blocking: z.number(),
  /** The fewest numbers for which it is one in a hundred. */
  advised: z.number().int(),
})
export type PoolAdvice = z.output<typeof PoolAdvice>
export const getPoolAdvice = endpoint({
  method: 'GET',
  path: '/api/pools/:id/advice',
  tag,
  summary: 'Tell whether a pool is large enough for the busiest hour of the last four weeks',
  params: IdParams,
  reply: PoolAdvice,
})
export const createPool = endpoint({
  method: 'POST',
  path: '/api/pools',
  tag,
  status: 201,
  summary: 'Create a pool of numbers for a site’s pages',
  body: z.object({
    siteId: z.uuid(),
    name: z.string().trim().min(1).max(120),
    replaces: phone.nullable().default(null),
    holdMinutes: z.number().int().min(1).max(1440).default(30),
    phones: z.array(phone).min(1).max(2000),
  }),
  reply: Pool,
  settings: ['siteId', 'name', 'replaces', 'holdMinutes'],
})
export const addToPool = endpoint({
  method: 'POST',
  path: '/api/pools/:id/numbers',
  tag,
  status: 201,
  summary: 'Add numbers to a pool',
  params: IdParams,
  body: z.object({ phones: z.array(phone).min(1).max(2000) }),
  reply: Pool,
})

export const parsePhone = endpoint({
  method: 'GET',
  path: '/api/phone',
  tag,
  summary: 'Read a telephone number the French way, as a form is filled in',
  query: z.object({ input: z.string().max(200) }),
  reply: z.object({
    e164: z.string().nullable(),
    display: z.string(),
    kind: z.string(),
    territory: z.string().nullable(),
    zone: z.string().nullable(),
    valid: z.boolean(),
  }),
})
