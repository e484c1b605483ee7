import { z } from 'zod'
import { endpoint, IdParams } from '#shared/endpoint'

/** A website that carries the number script. */
export const Website = z.object({
  id: z.uuid(),
  siteId: z.uuid(),
  /** The host of its pages: `www.exemple.fr`. */
  host: z.string(),
  /** Public: it names the website in the pasted script. */
  key: z.string(),
  /** What to paste before `</body>`. */
  snippet: z.string(),
  /** The live check: when and where the script last spoke. */
  seenAt: z.iso.datetime().nullable(),
  seenUrl: z.string().nullable(),
})
export type Website = z.output<typeof Website>
/** Of a website, what does not change. */
export const DeclaredWebsite = Website.pick({ id: true, siteId: true, host: true, key: true })
export type DeclaredWebsite = z.output<typeof DeclaredWebsite>

const tag = 'Websites'
export const listWebsites = endpoint({
  method: 'GET',
  path: '/api/websites',
  tag,
  summary: 'List the websites',
  reply: z.object({ items: z.array(Website) }),
})
export const createWebsite = endpoint({
  method: 'POST',
  path: '/api/websites',
  tag,
  status: 201,
  summary: 'Declare a website and get its script',
  body: z.object({
    siteId: z.uuid(),
    host: z
      .string()
      .trim()
      .toLowerCase()
      .max(253)
      .regex(/^([a-z0-9-]+\.)*[a-z0-9-]+(:\d{1,5})?$/),
  }),
  settings: ['siteId', 'host'],
  reply: Website,
})
export const getWebsite = endpoint({
  method: 'GET',
  path: '/api/websites/:id',
  tag,
  summary: 'One website, with its live check',
  params: IdParams,
  reply: Website,
})

/** Shows one number to the visits that it is about, whatever the pools hold. */
export const SwapRule = z.object({
  kind: z.enum(['landing', 'referrer', 'channel', 'always']),
  /** `/path` or `parameter=value` of a landing page; a referrer's host; a channel; nothing for `always`. */
  value: z.string().trim().max(200),
  /** The number that the pages carry, E.164; null: the site's own. */
  replaces: z.string().nullable(),
  /** A tracked number of source level. */
  numberId: z.uuid(),
})
export type SwapRule = z.output<typeof SwapRule>
const swaps = z.object({
  /** In the administrator's order. */
  rules: z.array(SwapRule),
})
export const getSwapRules = endpoint({
  method: 'GET',
  path: '/api/sites/:id/swap-rules',
  tag,
  summary: 'List the rules that choose a number before the pools do',
  params: IdParams,
  reply: swaps,
})
export const setSwapRules = endpoint({
  method: 'PUT',
  path: '/api/sites/:id/swap-rules',
  tag,
  summary: 'Replace the rules that choose a number before the pools do',
  params: IdParams,
  body: z.object({
    rules: z.array(SwapRule.extend({ replaces: z.string().trim().max(40).nullable().default(null) })).max(100),
  }),
  reply: swaps,
  settings: ['rules'],
})

/** What an organisation says of where visits come from, before what everybody knows. */
export const SourceRule = z.object({
  kind: z.enum(['landing', 'referrer', 'source', 'medium']),
  /** `/path` or `parameter=value` of a landing page; a referrer's host and those under it; a source or a medium, whole. */
  value: z.string().trim().min(1).max(200),
  /** Null: as it was found. */
  source: z.string().trim().min(1).max(100).nullable().default(null),
  medium: z.string().trim().min(1).max(60).nullable().default(null),
  channel: z.string().trim().min(1).max(60),
})
export type SourceRule = z.output<typeof SourceRule>
const sourceRules = z.object({
  /** In the administrator's order: the first that holds. */
  rules: z.array(SourceRule).max(200),
})
export const getSourceRules = endpoint({
  method: 'GET',
  path: '/api/source-rules',
  tag,
  summary: 'List the rules that say where visits come from',
  reply: sourceRules,
})
export const setSourceRules = endpoint({
  method: 'PUT',
  path: '/api/source-rules',
  tag,
  summary: 'Replace the rules that say where visits come from; they hold for visits to come',
  body: sourceRules,
  reply: sourceRules,
  settings: ['rules'],
})

/** One step of a visitor's way to a call. */
export const JourneyStep = z.object({
  at: z.iso.datetime(),
  kind: z.enum(['visit', 'page', 'tel_click']),
  url: z.string(),
  title: z.string(),
  /** For a visit: where it came from. */
  source: z.string().nullable(),
  medium: z.string().nullable(),
  channel: z.string().nullable(),
  campaign: z.string().nullable(),
  /** For a visit: the rules that chose the numbers shown, as `kind value`. */
  rules: z.array(z.string()),
})
export type JourneyStep = z.output<typeof JourneyStep>
