import { z } from 'zod'
import { endpoint, IdParams } from '#shared/endpoint'
import { answerChannels } from './answer-contract.ts'

/** A score and how sure one can be of it, 95 %. NPS −100 … 100; a share 0 … 100; a mean in the marks of its scale. */
export const Score = z.object({
  estimate: z.number(),
  lo: z.number(),
  hi: z.number(),
  n: z.number().int(),
  method: z.string(),
})
export type Score = z.output<typeof Score>
/** What has changed since the period before. `shown`: the interval leaves out zero. */
export const Change = z.object({
  estimate: z.number(),
  lo: z.number(),
  hi: z.number(),
  p: z.number(),
  shown: z.boolean(),
})
export type Change = z.output<typeof Change>

export const scoreKinds = ['nps', 'csat', 'ces', 'mean'] as const
export const QuestionResult = z.object({
  /** The question's key; of a matrix or ranking `question/row`. */
  key: z.string(),
  /** How many answered it; `skipped`: said that it does not concern them. */
  n: z.number().int(),
  skipped: z.number().int(),
  /** How many gave each value; of several chosen they add up to more than `n`. */
  counts: z.array(z.object({ value: z.string(), n: z.number().int() })),
  kind: z.enum(scoreKinds).nullable(),
  score: Score.nullable(),
  change: Change.nullable(),
})
export type QuestionResult = z.output<typeof QuestionResult>

export const ResultFilter = z.object({
  /** Days of the sites' clocks; left out, the last 90. */
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  siteId: z.uuid().optional(),
  channel: z.enum(answerChannels).optional(),
})
export type ResultFilter = z.output<typeof ResultFilter>

export const Results = z.object({
  from: z.iso.date(),
  to: z.iso.date(),
  /** As many days before, which changes are told from. */
  before: z.object({ from: z.iso.date(), to: z.iso.date() }),
  answers: z.number().int(),
  answersBefore: z.number().int(),
  questions: z.array(QuestionResult),
  /** The leading question, month by month. */
  evolution: z.array(z.object({ month: z.string().regex(/^\d{4}-\d{2}$/), score: Score })),
  /** The leading question, site by site, against the other sites together. */
  sites: z.array(
    z.object({
      siteId: z.uuid(),
      siteName: z.string(),
      score: Score,
      apart: Change.nullable(),
      change: Change.nullable(),
    }),
  ),
  /** The question that the last two tell: the first that has a score. */
  leading: z.string().nullable(),
})
export type Results = z.output<typeof Results>

export const getResults = endpoint({
  method: 'GET',
  path: '/api/questionnaires/:id/results',
  tag: 'Answers',
  summary: 'What customers answered: scores with their intervals, what has changed, and where',
  params: IdParams,
  query: ResultFilter,
  reply: Results,
})

/** What goes with the leading question among the other marks; of the latest whole answers. */
export const Drivers = z.object({
  /** The question that is explained; null when nothing can be said. */
  leading: z.string().nullable(),
  /** How many answers gave all of these marks. */
  n: z.number().int(),
  /** Fewer answers say nothing. */
  fewest: z.number().int(),
  /** Share of what is explained, in all. */
  r2: z.number().nullable(),
  drivers: z.array(
    z.object({
      key: z.string(),
      /** Johnson’s relative weight, and the share in every order (Shapley, LMG): 0 … 1 of what is explained. */
      weight: z.number(),
      lo: z.number(),
      hi: z.number(),
      shapley: z.number(),
      /** Its mean on 0 … 100. */
      mean: z.number(),
      /** Its correlation with the leading question is no chance (Holm over all). */
      shown: z.boolean(),
    }),
  ),
})
export type Drivers = z.output<typeof Drivers>
export const getDrivers = endpoint({
  method: 'GET',
  path: '/api/questionnaires/:id/drivers',
  tag: 'Answers',
  summary: 'What goes with the score among the other marks; an association, not a cause',
  params: IdParams,
  query: ResultFilter,
  reply: Drivers,
})
