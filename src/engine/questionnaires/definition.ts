import { z } from 'zod'
import {
  type Answers,
  type Condition,
  type Definition,
  dimensions,
  type Question,
  type Section,
} from '#shared/questionnaire/definition'

/** A key in answers: letters, digits, hyphens. */
const Key = z.string().regex(/^[a-z0-9][\w-]{0,39}$/i)
const Text = z.record(z.string().regex(/^[a-z]{2}$/), z.string().max(4000))
const Option = z.object({ id: Key, label: Text, score: z.number().min(0).max(100).optional() })
const Options = z.array(Option).max(100)

const Condition: z.ZodType<Condition> = z
  .lazy(() =>
    z.union([
      z.strictObject({ question: Key, is: z.literal('answered') }),
      z.strictObject({ question: Key, is: z.literal('one_of'), values: z.array(z.string().max(40)).min(1).max(100) }),
      z.strictObject({
        question: Key,
        is: z.literal('between'),
        from: z.number().optional(),
        to: z.number().optional(),
      }),
      z.strictObject({ all: z.array(Condition).max(20) }),
      z.strictObject({ any: z.array(Condition).max(20) }),
      z.strictObject({ not: Condition }),
    ]),
  )
  .meta({ id: 'QuestionCondition' })

const asked = {
  id: Key,
  title: Text,
  help: Text.optional(),
  required: z.boolean().optional(),
  when: Condition.optional(),
  weight: z.number().min(0).max(1000).optional(),
  dimension: z.enum(dimensions).optional(),
  maySkip: z.boolean().optional(),
}
const Day = z.iso.date()
const few = z.number().int().min(0).max(100).optional()
const Question: z.ZodType<Question> = z.discriminatedUnion('type', [
  z.object({ ...asked, type: z.enum(['nps', 'csat', 'ces', 'file']) }),
  z.object({ ...asked, type: z.literal('consent'), callBack: z.boolean().optional() }),
  z.object({
    ...asked,
    type: z.literal('rating'),
    most: z.number().int().min(2).max(10),
    low: Text.optional(),
    high: Text.optional(),
  }),
  z.object({ ...asked, type: z.enum(['single', 'ranking']), options: Options }),
  z.object({ ...asked, type: z.literal('multiple'), options: Options, atLeast: few, atMost: few }),
  z.object({ ...asked, type: z.literal('matrix'), rows: Options, options: Options }),
  z.object({
    ...asked,
    type: z.literal('open'),
    long: z.boolean().optional(),
    mostLetters: z.number().int().min(1).max(20_000).optional(),
  }),
  z.object({
    ...asked,
    type: z.literal('number'),
    from: z.number().optional(),
    to: z.number().optional(),
    unit: Text.optional(),
    whole: z.boolean().optional(),
  }),
  z.object({ ...asked, type: z.literal('date'), from: Day.optional(), to: Day.optional() }),
])
const Section: z.ZodType<Section> = z.object({
  id: Key,
  title: Text.optional(),
  when: Condition.optional(),
  questions: z.array(Question).max(200),
})

/** See `shared/questionnaire/definition`: the shape; whether it makes sense is `faultsOfDefinition`'s to say. */
export const DefinitionShape: z.ZodType<Definition> = z.object({
  languages: z
    .array(z.string().regex(/^[a-z]{2}$/))
    .min(1)
    .max(24),
  title: Text,
  intro: Text.optional(),
  thanks: Text.optional(),
  sections: z.array(Section).max(50),
})

const Value = z.union([
  z.number(),
  z.string().max(20_000),
  z.array(z.string().max(100)).max(100),
  z.record(z.string().max(100), z.string().max(100)),
  z.literal(true),
  z.null(),
])
/** Answers by the question's key; null: « sans objet ». Held against the questionnaire's version, question by question. */
export const AnswersShape: z.ZodType<Answers> = z
  .record(z.string().max(40), Value)
  .refine((answers) => Object.keys(answers).length <= 500, 'At most 500 answers.')
