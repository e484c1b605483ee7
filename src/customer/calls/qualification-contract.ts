import { z } from 'zod'
import { endpoint, IdParams } from '#shared/endpoint'

/** In the order in which they are tried; the first that holds says why. */
export const qualificationKinds = ['hidden', 'listed', 'scan', 'short', 'repeated', 'customer', 'zone'] as const
export const QualificationKind = z.enum(qualificationKinds)
export type QualificationKind = z.output<typeof QualificationKind>
export const Quarantine = z.enum([...qualificationKinds, 'hand'])

/**
 * What leaves a call out of the figures. `listed`: its number is one of `list`. `scan`: its caller dialled at least
 * `least` of the company's numbers within the hour. `hidden`: no number. `short`: answered, talked less than `least`
 * seconds. `repeated`: the same caller called the same site within the `least` minutes before. `customer`: who had bought
 * before. `zone`: a zone of origin that is not in `list`.
 */
const Rule = z.object({
  kind: QualificationKind,
  /** The first local day whose calls it holds for. */
  since: z.iso.date(),
  least: z.number().int().min(1).max(10_000).nullable().default(null),
  list: z.array(z.string().trim().min(1).max(100)).max(1000).default([]),
})
export type QualificationRule = z.output<typeof Rule>

export const Qualification = z.object({
  /** Those in force. */
  rules: z.array(Rule),
  /** Calls of the last thirty days, and how many of them each kind of rule would hold, in force or not, as set or as usual. */
  calls: z.number().int(),
  wouldHold: z.array(
    z.object({ kind: QualificationKind, least: z.number().int().nullable(), calls: z.number().int() }),
  ),
})
export type Qualification = z.output<typeof Qualification>

const tag = 'Calls'
export const getQualification = endpoint({
  method: 'GET',
  path: '/api/call-qualification',
  tag,
  summary: 'Show which calls are left out of the figures',
  reply: Qualification,
})
export const changeQualification = endpoint({
  method: 'PUT',
  path: '/api/call-qualification',
  tag,
  summary: 'Say which calls are left out of the figures; calls known already are looked at again',
  body: z.object({ rules: z.array(Rule).max(qualificationKinds.length) }),
  reply: Qualification,
  settings: ['rules'],
})
export const judgeCall = endpoint({
  method: 'PUT',
  path: '/api/calls/:id/verdict',
  tag,
  summary: 'Count a call, or leave it out, whatever the rules say; null: as they say',
  params: IdParams,
  body: z.object({ verdict: z.enum(['counted', 'quarantined']).nullable() }),
  reply: z.object({ id: z.uuid(), quarantine: Quarantine.nullable() }),
  settings: ['verdict'],
})
