import { z } from 'zod'
import { endpoint, IdParams, page, PageQuery } from '#shared/endpoint'
import { AnswersShape } from './definition.ts'

export const answerChannels = ['page', 'qr', 'kiosk', 'mail', 'api'] as const

/** One whole answer. */
export const Answer = z.object({
  id: z.uuid(),
  questionnaireId: z.uuid(),
  /** The version that was answered. */
  version: z.number().int(),
  answeredAt: z.iso.datetime(),
  timeZone: z.string(),
  channel: z.enum(answerChannels),
  language: z.string(),
  siteId: z.uuid().nullable(),
  siteName: z.string().nullable(),
  answers: AnswersShape,
  /** 0 … 100; null when nothing in it can be scored. */
  score: z.number().nullable(),
  /** The request that it opened, when somebody unhappy answered. */
  requestId: z.uuid().nullable(),
})
export type Answer = z.output<typeof Answer>

/** What rules and integrators are told of an answer: never somebody's words. */
export const GivenAnswer = z.object({
  id: z.uuid(),
  questionnaireId: z.uuid(),
  questionnaireName: z.string(),
  answeredAt: z.iso.datetime(),
  timeZone: z.string(),
  channel: z.enum(answerChannels),
  siteId: z.uuid().nullable(),
  siteName: z.string().nullable(),
  score: z.number().nullable(),
  /** The first mark that says that somebody is unhappy: a detractor’s, dissatisfaction, needless effort; null when none does. */
  unhappyMark: z.number().int().nullable(),
})
export type GivenAnswer = z.output<typeof GivenAnswer>

export const AnswerFilter = z.object({
  questionnaireId: z.uuid().optional(),
  from: z.iso.date().optional(),
  /** Its last day. */
  to: z.iso.date().optional(),
  siteId: z.uuid().optional(),
  channel: z.enum(answerChannels).optional(),
  /** Whose answers hold this: `question=value`, such as `nps=3`. */
  mark: z
    .string()
    .max(120)
    .regex(/^[^=]+=.+$/)
    .optional(),
})
export type AnswerFilter = z.output<typeof AnswerFilter>

const tag = 'Answers'
export const listAnswers = endpoint({
  method: 'GET',
  path: '/api/answers',
  tag,
  summary: 'List the answers of customers, newest first',
  sees: 'people',
  query: AnswerFilter.extend(PageQuery.shape),
  reply: page(Answer),
})
export const getAnswer = endpoint({
  method: 'GET',
  path: '/api/answers/:id',
  tag,
  summary: 'One answer of a customer',
  sees: 'people',
  params: IdParams,
  reply: Answer,
})
/** What somebody attached to their answer. */
export const AnswerFile = z.object({
  id: z.uuid(),
  answerId: z.uuid(),
  name: z.string(),
  size: z.number().int(),
  mediaType: z.string(),
})
export type AnswerFile = z.output<typeof AnswerFile>
export const listAnswerFiles = endpoint({
  method: 'GET',
  path: '/files/answers',
  tag,
  sees: 'people',
  summary: 'List the files that came with answers, newest first, 200 at most',
  query: z.object({ answerId: z.uuid().optional() }),
  reply: z.object({ items: z.array(AnswerFile) }),
})
export const readAnswerFile = endpoint({
  method: 'GET',
  path: '/files/answers/:id',
  tag,
  sees: 'people',
  summary: 'Download a file that came with an answer',
  params: IdParams,
  produces: 'application/octet-stream',
  reply: z.custom<Uint8Array>((value) => value instanceof Uint8Array).meta({ type: 'string', format: 'binary' }),
})
export const exportAnswers = endpoint({
  method: 'GET',
  path: '/api/questionnaires/:id/answers.csv',
  tag,
  summary: 'The answers of customers as a file, one column for each question',
  sees: 'people',
  params: IdParams,
  query: AnswerFilter.omit({ questionnaireId: true }),
  reply: z.string(),
  produces: 'text/csv; charset=utf-8',
})

const given = {
  /** Chosen by whoever sends it, once per answer: the same again is one answer. */
  submissionId: z.uuid(),
  language: z
    .string()
    .regex(/^[a-z]{2}$/)
    .default('fr'),
  answers: AnswersShape,
}
/** An answer is never taken twice, whatever the network does. */
const Taken = z.object({ id: z.uuid() })
export const recordAnswer = endpoint({
  method: 'POST',
  path: '/api/answers',
  tag,
  status: 201,
  summary: 'Record a customer’s answer that was given elsewhere',
  body: z.object({
    ...given,
    questionnaireId: z.uuid(),
    /** Left out, the latest. */
    version: z.number().int().optional(),
    siteId: z.uuid().nullable().default(null),
  }),
  reply: Taken,
  settings: ['questionnaireId', 'siteId', 'language'],
})
/** What the answering page sends. */
export const AnswerMessage = z.object({ ...given, versionId: z.uuid() })
/** A file that comes with an answer: it is kept with the answer that names it. */
export const FileMessage = z.object({
  fileName: z.string().min(1).max(200),
  content: z.base64(),
})
