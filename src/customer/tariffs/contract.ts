import { z } from 'zod'
import { endpoint, IdParams } from '#shared/endpoint'

export const Colour = z.enum(['green', 'grey', 'purple', 'unknown'])
export const Model = z.enum(['free', 'ordinary', 'per_second', 'per_call', 'unknown'])
export const purposes = ['sales', 'information', 'after_sales', 'complaints', 'other'] as const

/** A price from a day on, in euro cents, taxes included: by the minute (charged by the second) or by the call. */
export const Tariff = z.object({
  startsOn: z.iso.date(),
  per: z.enum(['minute', 'call']),
  /** What the service costs its caller. */
  cents: z.number().int().min(1).max(10_000),
  /** What the operator pays back to the company, of the same unit. */
  revenueCents: z.number().int().min(0).max(10_000),
})
export type Tariff = z.output<typeof Tariff>

/** What deserves a second look; never a refusal. */
export const Warning = z.enum(['price_missing', 'above_family', 'surcharged_support', 'tariff_unknown'])
export type Warning = z.output<typeof Warning>

/** A tracked number with a colour: free, plain or surcharged. */
export const SpecialNumber = z.object({
  id: z.uuid(),
  siteId: z.uuid(),
  display: z.string(),
  label: z.string(),
  purpose: z.enum(purposes),
  colour: Colour,
  model: Model,
  /** What the sign beside the number says, by law. */
  sign: z.string(),
  /** The sign to print, as SVG. */
  signSvg: z.string(),
  /** What is said, free of charge, before a surcharged call begins; null where nothing has to be. */
  announcement: z.string().nullable(),
  /** Dated prices, the latest first. */
  tariffs: z.array(Tariff),
  warnings: z.array(Warning),
  /** Of the last twelve months, the latest first. Answered calls only: a call that nobody takes is not charged. */
  months: z.array(
    z.object({
      month: z.string(),
      calls: z.number().int(),
      seconds: z.number().int(),
      /** What the service cost all callers together; null on days without a known price. */
      callersCents: z.number().int().nullable(),
      revenueCents: z.number().int().nullable(),
    }),
  ),
})
export type SpecialNumber = z.output<typeof SpecialNumber>

/** A family of special numbers, as the numbering plan has them. */
export const NumberFamily = z.object({
  name: z.string(),
  colour: Colour,
  callCharged: z.boolean(),
  /** The most that the service may cost, in euro cents; null: unknown. */
  most: z.object({ centsPerMinute: z.number().int(), centsPerCall: z.number().int() }).nullable(),
  from: z.iso.date(),
  source: z.string(),
  /** Whether a source was found for the figures. */
  verified: z.boolean(),
})
export type NumberFamily = z.output<typeof NumberFamily>

const tag = 'Special numbers'
export const listSpecialNumbers = endpoint({
  method: 'GET',
  path: '/api/special-numbers',
  tag,
  summary: 'List the special numbers: colour, price, sign, what they cost and bring',
  reply: z.object({ items: z.array(SpecialNumber) }),
})
export const listNumberFamilies = endpoint({
  method: 'GET',
  path: '/api/number-families',
  tag,
  summary: 'List the families of special numbers, with their dates and sources',
  reply: z.object({ items: z.array(NumberFamily) }),
})
export const changeSpecialNumber = endpoint({
  method: 'PUT',
  path: '/api/special-numbers/:id',
  tag,
  summary: 'Say what a special number costs, and what it is for',
  params: IdParams,
  body: z.object({ purpose: z.enum(purposes), tariffs: z.array(Tariff).max(50) }),
  reply: SpecialNumber,
  settings: ['purpose', 'tariffs'],
})
