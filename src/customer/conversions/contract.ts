import { z } from 'zod'
import { Empty, endpoint, IdParams, page, PageQuery } from '#shared/endpoint'

export const platforms = ['ga4', 'google_ads', 'meta'] as const
export const PlatformName = z.enum(platforms)
export type PlatformName = z.output<typeof PlatformName>

/** What each platform needs beside its secret, as it names it. */
export const settingsOf = {
  google_ads: ['accountId', 'conversionActionId'],
  ga4: ['measurementId'],
  meta: ['datasetId', 'apiVersion'],
} as const satisfies Record<PlatformName, readonly string[]>

/** Why a call is not told to a platform. */
export const withheldReasons = [
  'erased',
  'ongoing',
  'left_out',
  'missed',
  'too_short',
  'hidden',
  'repeated',
  'no_visitor',
  'uncertain',
  'no_click',
  'no_consent',
  'too_old',
] as const
export const WithheldReason = z.enum(withheldReasons)
export type WithheldReason = z.output<typeof WithheldReason>
export const TransmissionState = z.enum(['waiting', 'sent', 'refused', 'withheld'])

const setting = z.string().trim().min(1).max(100).optional()
const fields = {
  name: z.string().trim().min(1).max(80),
  platform: PlatformName,
  /** `accountId` and `conversionActionId` of Google Ads; `measurementId` of GA4; `datasetId` and `apiVersion` (`v25.0`) of Meta, whose versions live two years. */
  settings: z.object({
    accountId: setting,
    conversionActionId: setting,
    measurementId: setting,
    datasetId: setting,
    apiVersion: setting,
  }),
  minTalkSeconds: z.number().int().min(0).max(3600).default(60),
  /** Only somebody's first call. */
  firstOnly: z.boolean().default(true),
  /** What a call is worth to the platform, in cents of euros; null: no value is told. */
  valueCents: z.number().int().min(0).max(1_000_000_00).nullable().default(null),
}

/** An advertising platform that is told of the calls that its clicks brought. Its secret goes in and never comes out. */
export const ConversionDestination = z.object({
  id: z.uuid(),
  ...fields,
  enabled: z.boolean(),
  createdAt: z.iso.datetime(),
  /** Of the last thirty days. */
  sent: z.number().int(),
  refused: z.number().int(),
  waiting: z.number().int(),
  /** Why calls were not told, the most frequent first. */
  withheld: z.array(z.object({ reason: WithheldReason, calls: z.number().int() })),
})
export type ConversionDestination = z.output<typeof ConversionDestination>

/** What has become of a call for one destination. */
export const Transmission = z.object({
  id: z.uuid(),
  callId: z.uuid(),
  destinationId: z.uuid(),
  name: z.string(),
  platform: PlatformName,
  state: TransmissionState,
  reason: WithheldReason.nullable(),
  /** What the platform answered, shortened. */
  answer: z.string().nullable(),
  at: z.iso.datetime(),
})
export type Transmission = z.output<typeof Transmission>

const tag = 'Conversions'
export const listDestinations = endpoint({
  method: 'GET',
  path: '/api/conversion-destinations',
  tag,
  summary: 'List the advertising platforms that are told of calls',
  reply: z.object({ items: z.array(ConversionDestination) }),
})
export const createDestination = endpoint({
  method: 'POST',
  path: '/api/conversion-destinations',
  tag,
  status: 201,
  summary: 'Tell an advertising platform of the calls that its clicks brought',
  body: z.object({
    ...fields,
    /** Google Ads: the key of a service account (JSON); GA4: the API secret; Meta: the access token. */
    secret: z.string().trim().min(5).max(5000),
  }),
  reply: ConversionDestination,
  settings: Object.keys(fields),
})
export const setDestinationEnabled = endpoint({
  method: 'PUT',
  path: '/api/conversion-destinations/:id/activity',
  tag,
  summary: 'Stop telling a platform, or go on',
  params: IdParams,
  body: z.object({ enabled: z.boolean() }),
  reply: ConversionDestination,
  settings: ['enabled'],
})
export const removeDestination = endpoint({
  method: 'DELETE',
  path: '/api/conversion-destinations/:id',
  tag,
  summary: 'Forget a platform, with what was told to it',
  params: IdParams,
  reply: Empty,
})
export const listTransmissions = endpoint({
  method: 'GET',
  path: '/api/conversion-destinations/:id/transmissions',
  tag,
  summary: 'List what has become of calls for a platform, newest first',
  params: IdParams,
  query: PageQuery.extend({ state: TransmissionState.optional() }),
  reply: page(Transmission),
})
export const listCallTransmissions = endpoint({
  method: 'GET',
  path: '/api/calls/:id/transmissions',
  tag,
  summary: 'Why a call was told to each platform, or was not',
  params: IdParams,
  reply: z.object({ items: z.array(Transmission) }),
})
