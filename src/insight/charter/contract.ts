import { z } from 'zod'
import { MirrorRow } from '#insight/mirror/contract'
import { Empty, endpoint, IdParams } from '#shared/endpoint'
import { dimensions } from '#shared/questionnaire/definition'

const given = {
  title: z.string().trim().min(1).max(160),
  /** The promise, as customers read it. */
  toCustomers: z.string().trim().min(1).max(600),
  /** The same promise, as employees read it. */
  toEmployees: z.string().trim().min(1).max(600),
  /** What it is measured by, on both faces. */
  dimension: z.enum(dimensions),
  /** Who carries it. */
  ownerId: z.uuid().nullable(),
  /** When it is looked at again. */
  reviewOn: z.iso.date(),
}

/** What the company promises both its customers and its employees. */
export const Commitment = z.object({
  ...given,
  id: z.uuid(),
  ownerName: z.string().nullable(),
  /** Its day to be looked at again is past. */
  due: z.boolean(),
  archivedAt: z.iso.datetime().nullable(),
  /** What both faces say about its dimension, as in the mirror. */
  measures: MirrorRow,
  /** What shows that it is kept, or is not; newest first. */
  evidence: z.array(z.object({ id: z.uuid(), day: z.iso.date(), words: z.string(), by: z.string().nullable() })),
})
export type Commitment = z.output<typeof Commitment>

export const Charter = z.object({
  items: z.array(Commitment),
  /** What the measures are of: the employees' wave, the customers' days. */
  wave: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  from: z.iso.date(),
  to: z.iso.date(),
  /** Who may carry a commitment. */
  colleagues: z.array(z.object({ id: z.uuid(), name: z.string() })),
  /** Where anybody reads it; null: nowhere. */
  url: z.url().nullable(),
})
export type Charter = z.output<typeof Charter>

const tag = 'Charter of attentions'
export const getCharter = endpoint({
  method: 'GET',
  path: '/api/commitments',
  tag,
  summary: 'What the company promises both faces, with what both say of it',
  reply: Charter,
})
export const makeCommitment = endpoint({
  method: 'POST',
  path: '/api/commitments',
  tag,
  status: 201,
  summary: 'Promise something to both faces',
  body: z.object({ ...given, ownerId: given.ownerId.default(null) }),
  reply: Commitment,
  settings: ['title', 'dimension', 'ownerId', 'reviewOn'],
})
export const changeCommitment = endpoint({
  method: 'PUT',
  path: '/api/commitments/:id',
  tag,
  summary: 'Change a promise, who carries it, or when it is looked at again',
  params: IdParams,
  body: z.object(given),
  reply: Commitment,
  settings: ['title', 'dimension', 'ownerId', 'reviewOn'],
})
export const noteEvidence = endpoint({
  method: 'POST',
  path: '/api/commitments/:id/evidence',
  tag,
  status: 201,
  summary: 'Note what shows that a promise is kept, or is not',
  params: IdParams,
  body: z.object({ day: z.iso.date(), words: z.string().trim().min(1).max(600) }),
  reply: Commitment,
  settings: ['day'],
})
export const archiveCommitment = endpoint({
  method: 'PUT',
  path: '/api/commitments/:id/archive',
  tag,
  summary: 'Take a promise out of the charter; what was noted of it stays',
  params: IdParams,
  reply: Commitment,
})
export const restoreCommitment = endpoint({
  method: 'DELETE',
  path: '/api/commitments/:id/archive',
  tag,
  summary: 'Put a promise back into the charter',
  params: IdParams,
  reply: Commitment,
})
export const publishCharter = endpoint({
  method: 'PUT',
  path: '/api/charter-page',
  tag,
  summary: 'Let anybody who has the address read the charter',
  reply: z.object({ url: z.url() }),
})
export const withdrawCharter = endpoint({
  method: 'DELETE',
  path: '/api/charter-page',
  tag,
  summary: 'Take the page of the charter away; its address leads nowhere from then on',
  reply: Empty,
})
