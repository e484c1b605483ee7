import {
  type Answers,
  type Condition,
  type Definition,
  type Question,
  scaleOf,
  type Section,
  type Value,
} from './definition.ts'
import { asked } from './flow.ts'

/** Beyond this many ways to answer, nothing is said about whether a question is ever asked. */
const mostWays = 20_000

/** Questions that no answer leads to: every way to answer that their conditions tell apart is tried. @returns their ids. */
export function neverAsked(definition: Definition): string[] {
  return definition.sections.flatMap((section) =>
    section.questions.flatMap((question): string[] => {
      const named = namedBy(definition, section, question)
      if (named.length === 0) return []
      const domains = named.map((one) => ({ id: one.id, values: waysOf(one, definition) }))
      if (domains.reduce((ways, { values }) => ways * values.length, 1) > mostWays) return []
      return isAskedBySome(definition, question.id, domains) ? [] : [question.id]
    }),
  )
}

function isAskedBySome(
  definition: Definition,
  id: string,
  domains: readonly { id: string; values: readonly (Value | undefined)[] }[],
): boolean {
  const trial = (place: number, answers: Answers): boolean => {
    const domain = domains[place]
    if (!domain)
      return asked(definition, answers).sections.some(({ questions }) => questions.some((one) => one.id === id))
    return domain.values.some((value) =>
      trial(place + 1, value === undefined ? answers : { ...answers, [domain.id]: value }),
    )
  }
  return trial(0, {})
}

/** The questions that decide whether one is asked, through others too. */
function namedBy(definition: Definition, section: Section, question: Question): Question[] {
  const places = new Map(
    definition.sections.flatMap((one) =>
      one.questions.map((each) => [each.id, { section: one, question: each }] as const),
    ),
  )
  const found = new Map<string, Question>()
  const follow = (conditions: (Condition | undefined)[]) => {
    for (const id of conditions.flatMap(questionsNamed)) {
      const place = places.get(id)
      if (!place || found.has(id)) continue
      found.set(id, place.question)
      follow([place.section.when, place.question.when])
    }
  }
  follow([section.when, question.when])
  return [...found.values()]
}

function questionsNamed(condition: Condition | undefined): string[] {
  if (!condition) return []
  if ('all' in condition) return condition.all.flatMap(questionsNamed)
  if ('any' in condition) return condition.any.flatMap(questionsNamed)
  return 'not' in condition ? questionsNamed(condition.not) : [condition.question]
}

/** The answers to a question that conditions can tell apart, and none. */
function waysOf(question: Question, definition: Definition): (Value | undefined)[] {
  const none = undefined
  const scale = scaleOf(question)
  if (scale) return [none, ...Array.from({ length: scale.to - scale.from + 1 }, (_, step) => scale.from + step)]
  if (question.type === 'single') return [none, ...question.options.map(({ id }) => id)]
  if (question.type === 'multiple' || question.type === 'ranking') return subsets(question.options.map(({ id }) => id))
  if (question.type === 'number') return [none, ...edgesOf(question, definition)]
  if (question.type === 'matrix') return [none, ...question.options.map(({ id }) => ({ [question.rows[0]!.id]: id }))]
  return [none, question.type === 'consent' ? true : 'x']
}

const subsets = (ids: readonly string[]): (string[] | undefined)[] =>
  ids.length > 12
    ? [undefined, ...ids.map((id) => [id]), [...ids]]
    : Array.from({ length: 2 ** ids.length }, (_, set) => {
        const chosen = ids.filter((_id, place) => (set >> place) & 1)
        return chosen.length > 0 ? chosen : undefined
      })

/** Numbers at, just below and just above every bound that conditions name, as far as the question takes them. */
function edgesOf(question: Question & { type: 'number' }, definition: Definition): number[] {
  const bounds = definition.sections
    .flatMap(({ when, questions }) => [when, ...questions.map((one) => one.when)])
    .flatMap((condition) => boundsNamed(condition, question.id))
  const { from = -Infinity, to = Infinity } = question
  const edges = [...bounds, question.from, question.to, 0].flatMap((edge) =>
    edge === undefined ? [] : [edge - 1, edge, edge + 1],
  )
  return [...new Set(edges)].filter((edge) => edge >= from && edge <= to)
}

function boundsNamed(condition: Condition | undefined, id: string): (number | undefined)[] {
  if (!condition) return []
  if ('all' in condition) return condition.all.flatMap((part) => boundsNamed(part, id))
  if ('any' in condition) return condition.any.flatMap((part) => boundsNamed(part, id))
  if ('not' in condition) return boundsNamed(condition.not, id)
  return condition.question === id && condition.is === 'between' ? [condition.from, condition.to] : []
}
