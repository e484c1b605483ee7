import { z } from 'zod'
import { endpoint, IdParams } from '#shared/endpoint'

const Words = z.string().trim().max(4000)

/** One talk between somebody and whoever leads their team, for one of the two. */
export const OneToOne = z.object({
  id: z.uuid(),
  teamName: z.string(),
  /** Whose eyes it is seen with. */
  iAm: z.enum(['employee', 'manager']),
  /** It is the caller who prepares it: the employee, or the manager of somebody who does not sign in. */
  prepares: z.boolean(),
  employeeName: z.string(),
  managerName: z.string(),
  dueOn: z.iso.date(),
  heldOn: z.iso.date().nullable(),
  /** It will not be held: somebody left the team, or another leads it. */
  ended: z.boolean(),
  /** The employee has shown what they prepared. */
  shared: z.boolean(),
  /** Not held, and its day is past. */
  late: z.boolean(),
})
export type OneToOne = z.output<typeof OneToOne>

/** What the two decided, as something one of them owes. */
export const OneToOneDecision = z.object({
  id: z.uuid(),
  oneToOneId: z.uuid(),
  kind: z.enum(['decision', 'skill']),
  subject: z.string(),
  ownerName: z.string().nullable(),
  dueAt: z.iso.datetime(),
  closedAt: z.iso.datetime().nullable(),
  late: z.boolean(),
})
export type OneToOneDecision = z.output<typeof OneToOneDecision>

export const preparedKinds = ['pleasures', 'displeasures', 'wishes'] as const
const Preparation = z.object({ pleasures: Words, displeasures: Words, wishes: Words })
export type Preparation = z.output<typeof Preparation>

export const OneToOneDetail = OneToOne.extend({
  /** Null: the employee has not shown it. */
  preparation: Preparation.nullable(),
  /** Points to talk about, each one's own. */
  agenda: z.object({ employee: z.string(), manager: z.string() }),
  decisions: z.array(OneToOneDecision),
  /** Still to be done of what was decided before. */
  before: z.array(OneToOneDecision),
})
export type OneToOneDetail = z.output<typeof OneToOneDetail>

/** Whether a team's talks are held, and decide: how many, never who nor what. */
export const Cadence = z.object({
  /** The team's. */
  id: z.uuid(),
  teamName: z.string(),
  /** Null: none is asked for. */
  everyWeeks: z.number().int().nullable(),
  managerName: z.string().nullable(),
  people: z.number().int(),
  /** Talks whose day is past. */
  late: z.number().int(),
  /** Held within the last sixteen weeks; of these, those that decided something. */
  held: z.number().int(),
  decided: z.number().int(),
  /** Decisions of these; done; done or to be done after their day. */
  decisions: z.number().int(),
  decisionsClosed: z.number().int(),
  decisionsLate: z.number().int(),
})
export type Cadence = z.output<typeof Cadence>

const tag = 'One-to-ones'
export const listOneToOnes = endpoint({
  method: 'GET',
  path: '/api/one-to-ones',
  tag,
  summary: 'The caller’s own talks, as employee or as manager: those to come first, then those held, newest first',
  reply: z.object({ items: z.array(OneToOne) }),
})
export const getOneToOne = endpoint({
  method: 'GET',
  path: '/api/one-to-ones/:id',
  tag,
  summary: 'One talk; nobody but the two reads it',
  params: IdParams,
  reply: OneToOneDetail,
})
export const prepareOneToOne = endpoint({
  method: 'PUT',
  path: '/api/one-to-ones/:id/preparation',
  tag,
  summary: 'What the employee prepares: seen by nobody else until they show it',
  params: IdParams,
  body: Preparation,
  reply: OneToOneDetail,
})
export const shareOneToOne = endpoint({
  method: 'PUT',
  path: '/api/one-to-ones/:id/sharing',
  tag,
  summary: 'Show what was prepared to the manager',
  params: IdParams,
  reply: OneToOneDetail,
})
export const setAgenda = endpoint({
  method: 'PUT',
  path: '/api/one-to-ones/:id/agenda',
  tag,
  summary: 'The caller’s own points to talk about, which both see',
  params: IdParams,
  body: z.object({ points: Words }),
  reply: OneToOneDetail,
})
export const moveOneToOne = endpoint({
  method: 'PUT',
  path: '/api/one-to-ones/:id/day',
  tag,
  summary: 'Move a talk to another day',
  params: IdParams,
  body: z.object({ dueOn: z.iso.date() }),
  reply: OneToOneDetail,
  settings: ['dueOn'],
})
export const holdOneToOne = endpoint({
  method: 'PUT',
  path: '/api/one-to-ones/:id/holding',
  tag,
  summary: 'Say that it was held; the next one is planned',
  params: IdParams,
  /** Left out, today. */
  body: z.object({ heldOn: z.iso.date().optional() }),
  reply: OneToOneDetail,
  settings: ['heldOn'],
})
export const decideInOneToOne = endpoint({
  method: 'POST',
  path: '/api/one-to-ones/:id/decisions',
  tag,
  status: 201,
  summary: 'Note what was decided, or a skill to grow: something that one of the two owes, by a day',
  params: IdParams,
  body: z.object({
    kind: z.enum(['decision', 'skill']).default('decision'),
    subject: z.string().trim().min(1).max(200),
    dueOn: z.iso.date(),
    /** Who is to do it. */
    owedBy: z.enum(['manager', 'employee']),
  }),
  reply: OneToOneDecision,
  settings: ['kind', 'dueOn', 'owedBy'],
})
export const listOneToOneDecisions = endpoint({
  method: 'GET',
  path: '/api/one-to-one-decisions',
  tag,
  summary: 'What was decided in the caller’s own talks, the most pressing first',
  reply: z.object({ items: z.array(OneToOneDecision) }),
})
export const closeOneToOneDecision = endpoint({
  method: 'PUT',
  path: '/api/one-to-one-decisions/:id/closure',
  tag,
  summary: 'Say that it is done',
  params: IdParams,
  reply: OneToOneDecision,
})
export const listCadences = endpoint({
  method: 'GET',
  path: '/api/cadences',
  tag,
  summary: 'Team by team, whether talks are held and decide; never who nor what',
  reply: z.object({ items: z.array(Cadence) }),
})
export const setCadence = endpoint({
  method: 'PUT',
  path: '/api/cadences/:id',
  tag,
  summary: 'Say how often those of a team sit down with whoever leads it; null: no more',
  params: IdParams,
  body: z.object({ everyWeeks: z.number().int().min(1).max(26).nullable() }),
  reply: Cadence,
  settings: ['everyWeeks'],
})
