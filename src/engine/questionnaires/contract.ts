import { z } from 'zod'
import { endpoint, IdParams } from '#shared/endpoint'
import { DefinitionShape } from './definition.ts'

export * from './answer-contract.ts'
export * from './link-contract.ts'
export * from './result-contract.ts'

export const audiences = ['customers', 'employees'] as const
export const Audience = z.enum(audiences)
export type Audience = z.output<typeof Audience>

/** What would not work once it is published. `at`: the section or question. */
const Fault = z.object({
  code: z.string(),
  at: z.string().optional(),
  params: z.record(z.string(), z.string()).optional(),
})

export const Questionnaire = z.object({
  id: z.uuid(),
  name: z.string(),
  audience: Audience,
  /** The latest published version; null before the first. */
  version: z.number().int().nullable(),
  publishedAt: z.iso.datetime().nullable(),
  /** The draft is not what is published. */
  changed: z.boolean(),
  /** Within how many business hours an unhappy customer is to be called back; null: nobody is asked to. */
  loopHours: z.number().int().nullable(),
  archivedAt: z.iso.datetime().nullable(),
})
export type Questionnaire = z.output<typeof Questionnaire>

export const QuestionnaireDetail = Questionnaire.extend({
  draft: DefinitionShape,
  /** To be given back with a change: of two who work on the same draft, the second is told. */
  draftNumber: z.number().int(),
  faults: z.array(Fault),
  /** What has been published, newest first. */
  versions: z.array(
    z.object({ id: z.uuid(), number: z.number().int(), publishedAt: z.iso.datetime(), definition: DefinitionShape }),
  ),
})
export type QuestionnaireDetail = z.output<typeof QuestionnaireDetail>

export const QuestionnaireTemplate = z.object({
  id: z.string(),
  audience: Audience,
  definition: DefinitionShape,
})
export type QuestionnaireTemplate = z.output<typeof QuestionnaireTemplate>

export const Name = z.string().trim().min(1).max(120)
export const tag = 'Questionnaires'

export const listQuestionnaires = endpoint({
  method: 'GET',
  path: '/api/questionnaires',
  tag,
  summary: 'List the questionnaires, archived ones last',
  query: z.object({ audience: Audience.optional() }),
  reply: z.object({ items: z.array(Questionnaire) }),
})
export const listTemplates = endpoint({
  method: 'GET',
  path: '/api/questionnaire-templates',
  tag,
  summary: 'Questionnaires to begin from',
  reply: z.object({ items: z.array(QuestionnaireTemplate) }),
})
export const createQuestionnaire = endpoint({
  method: 'POST',
  path: '/api/questionnaires',
  tag,
  status: 201,
  summary: 'Begin a questionnaire, empty or from a template',
  body: z.object({ name: Name, audience: Audience, template: z.string().max(40).optional() }),
  reply: QuestionnaireDetail,
  settings: ['name', 'audience', 'template'],
})
export const importQuestionnaire = endpoint({
  method: 'POST',
  path: '/api/questionnaires/imports',
  tag,
  status: 201,
  summary: 'Begin a questionnaire from an exported one, or from the JSON of SurveyJS',
  body: z.object({ name: Name.optional(), audience: Audience, document: z.record(z.string(), z.unknown()) }),
  reply: z.object({
    id: z.uuid(),
    /** What the document has and this questionnaire has not, by name. */
    leftOut: z.array(z.object({ what: z.string(), why: z.string() })),
  }),
  settings: ['name', 'audience'],
})
export const getQuestionnaire = endpoint({
  method: 'GET',
  path: '/api/questionnaires/:id',
  tag,
  summary: 'One questionnaire: its draft, what is wrong with it, and what has been published',
  params: IdParams,
  reply: QuestionnaireDetail,
})
export const exportQuestionnaire = endpoint({
  method: 'GET',
  path: '/api/questionnaires/:id/export.json',
  tag,
  summary: 'The draft as a file, ours or SurveyJS’s',
  params: IdParams,
  query: z.object({ format: z.enum(['visavis', 'surveyjs']).default('visavis') }),
  reply: z.string(),
  produces: 'application/json',
})
export const updateQuestionnaire = endpoint({
  method: 'PUT',
  path: '/api/questionnaires/:id',
  tag,
  summary: 'Rename a questionnaire; say whether and when unhappy customers are called back',
  params: IdParams,
  body: z.object({ name: Name, loopHours: z.number().int().min(1).max(500).nullable() }),
  reply: QuestionnaireDetail,
  settings: ['name', 'loopHours'],
})
export const saveDraft = endpoint({
  method: 'PUT',
  path: '/api/questionnaires/:id/draft',
  tag,
  summary: 'Change the draft; what is published stays as it is',
  params: IdParams,
  body: z.object({
    draft: DefinitionShape,
    /** The number of the draft that was read; left out, whatever is there is overwritten. */
    draftNumber: z.number().int().optional(),
  }),
  reply: QuestionnaireDetail,
  settings: ['draftNumber'],
  mostBytes: 2 ** 21,
})
export const publishQuestionnaire = endpoint({
  method: 'POST',
  path: '/api/questionnaires/:id/versions',
  tag,
  status: 201,
  summary: 'Publish the draft: from now on it is what is asked, and that version stays as it is',
  params: IdParams,
  reply: QuestionnaireDetail,
})
export const archiveQuestionnaire = endpoint({
  method: 'PUT',
  path: '/api/questionnaires/:id/archive',
  tag,
  summary: 'Archive a questionnaire: its links close, its answers stay',
  params: IdParams,
  reply: Questionnaire,
})
export const restoreQuestionnaire = endpoint({
  method: 'DELETE',
  path: '/api/questionnaires/:id/archive',
  tag,
  summary: 'Take a questionnaire out of the archive',
  params: IdParams,
  reply: Questionnaire,
})
