import { z } from 'zod'
import { endpoint, page, PageQuery } from '#shared/endpoint'

export * from './consent-contract.ts'

/** On what the law lets a processing rest (GDPR, article 6). */
export const Basis = z.enum(['consent', 'legitimate_interest', 'contract', 'legal_obligation'])
export type Basis = z.output<typeof Basis>

/** Kinds whose length can be chosen. */
export const AdjustableKind = z.enum([
  'visits',
  'consents',
  'deliveries',
  'requests',
  'answers',
  'firings',
  'invitations',
  'contacts',
  'callers',
])
export type AdjustableKind = z.output<typeof AdjustableKind>

/** One line of the register of processings (GDPR, article 30). */
export const Processing = z.object({
  kind: z.string(),
  basis: Basis,
  /** How long it is kept, and what it would be had nobody chosen, in days. */
  days: z.number().int(),
  usualDays: z.number().int(),
  mostDays: z.number().int(),
  /** False: its length cannot be chosen. */
  adjustable: z.boolean(),
})
export type Processing = z.output<typeof Processing>

/** That data was removed because its time had passed. */
export const Purge = z.object({
  id: z.uuid(),
  kind: z.string(),
  days: z.number().int(),
  /** All before it. */
  until: z.iso.datetime(),
  removed: z.number().int(),
  at: z.iso.datetime(),
})
export type Purge = z.output<typeof Purge>

/** That somebody was erased; it does not say who. */
export const Erasure = z.object({
  id: z.uuid(),
  /** How much of each kind. */
  removed: z.record(z.string(), z.number().int()),
  opposed: z.boolean(),
  at: z.iso.datetime(),
})
export type Erasure = z.output<typeof Erasure>

const Phone = z.string().trim().min(1).max(40)
const tag = 'Personal data'
export const listProcessings = endpoint({
  method: 'GET',
  path: '/api/processings',
  tag,
  summary: 'The register of processings: what personal data is kept, why, and how long',
  reply: z.object({ items: z.array(Processing) }),
})
export const setRetention = endpoint({
  method: 'PUT',
  path: '/api/retention',
  tag,
  summary: 'Say how long personal data of a kind is kept; what is older goes within the hour',
  settings: ['kind', 'days'],
  body: z.object({ kind: AdjustableKind, days: z.number().int().min(1).max(3650) }),
  reply: Processing,
})
export const listPurges = endpoint({
  method: 'GET',
  path: '/api/purges',
  tag,
  summary: 'What was removed because its time had passed, newest first',
  query: PageQuery,
  reply: page(Purge),
})
export const readPersonFile = endpoint({
  method: 'POST',
  path: '/api/person-files',
  tag,
  summary: 'All that is held about whoever has a number, to be handed to them (GDPR, articles 15 and 20)',
  body: z.object({ phone: Phone }),
  reply: z.object({
    phone: z.string(),
    /** By kind of processing. */
    data: z.record(z.string(), z.array(z.record(z.string(), z.unknown()))),
  }),
})
export const erasePerson = endpoint({
  method: 'POST',
  path: '/api/erasures',
  tag,
  status: 201,
  summary: 'Erase whoever has a number, for good; figures stay as they were (GDPR, article 17)',
  settings: ['opposed'],
  body: z.object({
    phone: Phone,
    /** Their calls are counted without a number from then on (article 21). */
    opposed: z.boolean().default(false),
  }),
  reply: Erasure,
})
export const listErasures = endpoint({
  method: 'GET',
  path: '/api/erasures',
  tag,
  summary: 'That people were erased, newest first; it does not say who',
  query: PageQuery,
  reply: page(Erasure),
})
