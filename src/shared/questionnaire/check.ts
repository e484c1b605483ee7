import { type Condition, type Definition, type Question, scaleOf, type Text } from './definition.ts'
import { neverAsked } from './reach.ts'
import { pipesOf } from './text.ts'

/** What would not work once it is published, and where. `at`: the section or question, none for the questionnaire itself. */
export type DefinitionFault = {
  code:
    | 'no_question'
    | 'twice'
    | 'no_text'
    | 'few_options'
    | 'option_twice'
    | 'bounds_crossed'
    | 'unknown_question'
    | 'later_question'
    | 'unknown_option'
    | 'cannot_compare'
    | 'never_asked'
    | 'unknown_pipe'
    | 'not_translated'
  at?: string
  params?: Record<string, string>
}

/** Words of the context that texts may name beside earlier questions. */
export const contextWords = ['site', 'company', 'first_name'] as const

/** Everything that is wrong with a questionnaire, before anybody is asked. */
export function faultsOfDefinition(definition: Definition): DefinitionFault[] {
  const faults: DefinitionFault[] = []
  const before = new Map<string, Question>()
  const later = new Set(definition.sections.flatMap(({ questions }) => questions.map(({ id }) => id)))
  if (later.size === 0) faults.push({ code: 'no_question' })
  const at = (id: string) => (fault: Omit<DefinitionFault, 'at'>) => void faults.push({ ...fault, at: id })
  const seen = new Set<string>()
  for (const section of definition.sections) {
    const tell = at(section.id)
    checkCondition(section.when, { before, later, tell })
    checkTexts([section.title], { definition, before, tell, optional: true })
    for (const question of section.questions) {
      const tell = at(question.id)
      if (seen.has(question.id) || (contextWords as readonly string[]).includes(question.id)) tell({ code: 'twice' })
      seen.add(question.id)
      checkCondition(question.when, { before, later, tell })
      checkTexts([question.title], { definition, before, tell })
      checkTexts([question.help], { definition, before, tell, optional: true })
      checkParts(question, { definition, before, tell })
      before.set(question.id, question)
    }
  }
  checkTexts([definition.title], { definition, before: new Map(), tell: (fault) => void faults.push(fault) })
  checkTexts([definition.intro], {
    definition,
    before: new Map(),
    tell: (fault) => void faults.push(fault),
    optional: true,
  })
  checkTexts([definition.thanks], { definition, before, tell: (fault) => void faults.push(fault), optional: true })
  // Whether something can be asked at all is a question for conditions that make sense.
  return faults.length > 0 ? faults : neverAsked(definition).map((id) => ({ code: 'never_asked', at: id }))
}

type Tell = (fault: Omit<DefinitionFault, 'at'>) => void
type Known = { before: ReadonlyMap<string, Question>; tell: Tell }

function checkParts(question: Question, known: Known & { definition: Definition }): void {
  const { tell } = known
  const lists =
    question.type === 'matrix' ? [question.rows, question.options] : 'options' in question ? [question.options] : []
  for (const [index, list] of lists.entries()) {
    // One row is a matrix still; one option is no choice.
    if (list.length < (lists.length === 2 && index === 0 ? 1 : 2)) tell({ code: 'few_options' })
    if (new Set(list.map(({ id }) => id)).size < list.length) tell({ code: 'option_twice' })
    checkTexts(
      list.map(({ label }) => label),
      known,
    )
  }
  if (question.type === 'rating') checkTexts([question.low, question.high], { ...known, optional: true })
  const bounds = boundsOf(question)
  if (bounds[0] !== undefined && bounds[1] !== undefined && bounds[0] > bounds[1]) tell({ code: 'bounds_crossed' })
  if (question.type === 'multiple' && (question.atLeast ?? 0) > question.options.length)
    tell({ code: 'bounds_crossed' })
}

const boundsOf = (question: Question): [number | string | undefined, number | string | undefined] => {
  if (question.type === 'multiple') return [question.atLeast, question.atMost]
  return question.type === 'number' || question.type === 'date' ? [question.from, question.to] : [undefined, undefined]
}

function checkTexts(
  texts: readonly (Text | undefined)[],
  { definition, before, tell, optional = false }: Known & { definition: Definition; optional?: boolean },
): void {
  const [first, ...others] = definition.languages
  for (const text of texts) {
    if (!text?.[first!]?.trim()) {
      if (!optional) tell({ code: 'no_text' })
      continue
    }
    for (const language of others) if (!text[language]?.trim()) tell({ code: 'not_translated', params: { language } })
    for (const key of pipesOf(text))
      if (!before.has(key) && !(contextWords as readonly string[]).includes(key))
        tell({ code: 'unknown_pipe', params: { key } })
  }
}

function checkCondition(condition: Condition | undefined, known: Known & { later: ReadonlySet<string> }): void {
  if (!condition) return
  if ('all' in condition) return condition.all.forEach((part) => checkCondition(part, known))
  if ('any' in condition) return condition.any.forEach((part) => checkCondition(part, known))
  if ('not' in condition) return checkCondition(condition.not, known)
  const { before, later, tell } = known
  const question = before.get(condition.question)
  const params = { key: condition.question }
  if (!question) return tell({ code: later.has(condition.question) ? 'later_question' : 'unknown_question', params })
  if (condition.is === 'one_of') {
    const options = optionsOf(question)
    if (!options) return tell({ code: 'cannot_compare', params })
    const unknown = condition.values.find((value) => !options.includes(value))
    if (unknown !== undefined) tell({ code: 'unknown_option', params: { ...params, option: unknown } })
  }
  if (condition.is === 'between' && !scaleOf(question) && question.type !== 'number')
    tell({ code: 'cannot_compare', params })
}

const optionsOf = (question: Question): string[] | undefined =>
  question.type === 'consent' ? ['yes'] : 'options' in question ? question.options.map(({ id }) => id) : undefined
