import { z } from 'zod'
import { endpoint, IdParams } from '#shared/endpoint'

/** Whom a survey is drawn from: those who called, or who bought, within some days. */
export const frames = ['callers', 'buyers'] as const
/** What tells people of one site apart: whether their last call was answered; whether they bought for the first time. */
export const cells = ['answered', 'missed', 'new', 'known'] as const
export type Cell = (typeof cells)[number]

const Asked = z.object({
  frame: z.enum(frames),
  /** The days that the frame is of. */
  from: z.iso.date(),
  to: z.iso.date(),
  /** Answers wanted at each site. */
  perSite: z.number().int().min(5).max(5000).default(200),
  /** Share of those invited who are expected to answer: how many are asked at first follows from it. */
  expectedRate: z.number().min(0.01).max(1).default(0.2),
})
export type Asked = z.output<typeof Asked>

const Counts = z.object({
  /** Have an address, and may be asked now. */
  reachable: z.number().int(),
  /** Were written to lately, by this survey or any other. */
  resting: z.number().int(),
  /** Asked never to be written to. */
  opposed: z.number().int(),
  /** The company knows no e-mail address of theirs. */
  unreachable: z.number().int(),
})
const Stratum = Counts.extend({
  siteId: z.uuid().nullable(),
  siteName: z.string().nullable(),
  cell: z.enum(cells),
  /** Answers wanted. */
  target: z.number().int(),
})

/** What a survey would come to, before anybody is written to. */
export const SurveyPlan = z.object({
  sites: z.array(
    Counts.extend({
      siteId: z.uuid().nullable(),
      siteName: z.string().nullable(),
      /** How many are written to at first. */
      invited: z.number().int(),
      /** Answers to expect of all who can be asked, at most those wanted. */
      expected: z.number(),
      /** Half the 95 % interval of a net recommendation from so many answers, in points; null with none. */
      margin: z.number().nullable(),
      /** The smallest move between two such surveys that would be told from none, in points. */
      smallestMove: z.number().nullable(),
    }),
  ),
  strata: z.array(Stratum),
})
export type SurveyPlan = z.output<typeof SurveyPlan>

export const Survey = Asked.extend({
  id: z.uuid(),
  name: z.string(),
  questionnaireId: z.uuid(),
  questionnaireName: z.string(),
  reminders: z.number().int(),
  /** Days before a reminder, and before more people are asked. */
  pauseDays: z.number().int(),
  endsOn: z.iso.date(),
  startedAt: z.iso.datetime(),
  endedAt: z.iso.datetime().nullable(),
  invited: z.number().int(),
  answered: z.number().int(),
})
export type Survey = z.output<typeof Survey>

export const SurveyStratum = Stratum.extend({
  invited: z.number().int(),
  /** Invitations that the mail server took. */
  sent: z.number().int(),
  answered: z.number().int(),
  /** Share of invitations taken that were answered, with its 95 % interval; null before the first. */
  rate: z.object({ value: z.number(), low: z.number(), high: z.number() }).nullable(),
  /** What one answer of theirs stands for: their share of all ÷ their share of the answers; null without answers. */
  weight: z.number().nullable(),
  /** Answer less than the others, demonstrably. */
  missing: z.boolean(),
  /** Answers beyond those wanted: kept, and counted. */
  beyond: z.number().int(),
})
export type SurveyStratum = z.output<typeof SurveyStratum>
export const SurveyDetail = Survey.extend({
  /** Who was drawn can be drawn again: in each stratum, by SHA-256 of `seed contactId`. */
  seed: z.string(),
  strata: z.array(SurveyStratum),
  rate: z.object({ value: z.number(), low: z.number(), high: z.number() }).nullable(),
  /** As many answers as these are worth once weighted; null without any. */
  effective: z.number().nullable(),
})
export type SurveyDetail = z.output<typeof SurveyDetail>

const tag = 'Surveys'
const Days = Asked.refine(({ from, to }) => from <= to, { path: ['to'], error: 'period.backwards' })
export const planSurvey = endpoint({
  method: 'GET',
  path: '/api/survey-plan',
  tag,
  summary: 'Who could be asked, and how sure the figures would be, before anybody is written to',
  query: z.object({
    frame: Asked.shape.frame,
    from: z.iso.date(),
    to: z.iso.date(),
    perSite: z.coerce.number().int().min(5).max(5000).default(200),
    expectedRate: z.coerce.number().min(0.01).max(1).default(0.2),
  }),
  reply: SurveyPlan,
})
export const startSurvey = endpoint({
  method: 'POST',
  path: '/api/surveys',
  tag,
  status: 201,
  summary: 'Draw by lot who is asked, and write to them',
  body: Days.safeExtend({
    name: z.string().trim().min(1).max(120),
    questionnaireId: z.uuid(),
    reminders: z.number().int().min(0).max(3).default(1),
    pauseDays: z.number().int().min(1).max(60).default(5),
    endsOn: z.iso.date(),
  }),
  reply: SurveyDetail,
  settings: [
    'name',
    'questionnaireId',
    'frame',
    'from',
    'to',
    'perSite',
    'expectedRate',
    'reminders',
    'pauseDays',
    'endsOn',
  ],
})
export const listSurveys = endpoint({
  method: 'GET',
  path: '/api/surveys',
  tag,
  summary: 'List the surveys, newest first',
  reply: z.object({ items: z.array(Survey), mailConfigured: z.boolean() }),
})
export const getSurvey = endpoint({
  method: 'GET',
  path: '/api/surveys/:id',
  tag,
  summary: 'One survey: who answered, and who is missing',
  params: IdParams,
  reply: SurveyDetail,
})
export const endSurvey = endpoint({
  method: 'PUT',
  path: '/api/surveys/:id/end',
  tag,
  summary: 'End a survey: nobody is written to any more; letters that are there are answered until its last day',
  params: IdParams,
  reply: SurveyDetail,
})
export const getRespondent = endpoint({
  method: 'GET',
  path: '/api/answers/:id/respondent',
  tag,
  summary: 'Who gave an answer, if they agreed to be called back',
  sees: 'people',
  params: IdParams,
  reply: z.object({
    /** `passer`: nobody was invited; `not_agreed`: they did not say that they may be called back. */
    hidden: z.enum(['passer', 'not_agreed', 'gone']).nullable(),
    contact: z
      .object({ id: z.uuid(), name: z.string(), email: z.string().nullable(), phones: z.array(z.string()) })
      .nullable(),
  }),
})
