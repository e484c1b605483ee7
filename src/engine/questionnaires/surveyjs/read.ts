import { Model, type Question as TheirQuestion } from 'survey-core'
import {
  type Definition,
  dimensions,
  type Option,
  type Question,
  type Section,
  type Text,
} from '#shared/questionnaire/definition'
import { readCondition } from './condition.ts'

export type LeftOut = { what: string; why: 'type' | 'condition' }

/**
 * A questionnaire from the JSON of SurveyJS, as its own library understands it: defaults, panels and languages included.
 * @returns what it has and ours has not: its `what` is named and left out, never guessed.
 */
export function readSurvey(json: Record<string, unknown>): { definition: Definition; leftOut: LeftOut[] } {
  const survey = new Model(json)
  const first = survey.locale || 'fr'
  const languages = [first, ...survey.getUsedLocales().filter((locale) => locale !== first && locale !== 'default')]
    .map((locale) => locale.slice(0, 2))
    .filter((locale, place, all) => all.indexOf(locale) === place)
  // Its library counts English among the languages whether there is a word of it or not.
  const spoken = languages.filter((locale, place) => place === 0 || JSON.stringify(json).includes(`"${locale}":`))
  const reader = openReader(spoken)
  const sections = survey.pages.map((page, place): Section => {
    const when = reader.condition(page.name, page.visibleIf)
    const questions = page.questions.flatMap((question) => reader.question(question))
    return { id: keyOf(page.name || `s${place + 1}`), title: reader.text(page.locTitle), when, questions }
  })
  return {
    definition: {
      languages: spoken,
      title: reader.text(survey.locTitle) ?? { [spoken[0]!]: 'Questionnaire' },
      intro: reader.text(survey.locDescription),
      sections: sections.filter(({ questions }) => questions.length > 0),
    },
    leftOut: reader.leftOut,
  }
}

type Words = { getJson: () => unknown }
/** Keys of ours are letters, digits, hyphens. */
const keyOf = (name: string): string =>
  name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\w-]+/g, '_')
    .replace(/^[_-]+/, '')
    .slice(0, 40) || 'q'

function openReader(languages: readonly string[]) {
  const leftOut: LeftOut[] = []
  const first = languages[0]!
  const text = (words: Words | undefined, otherwise?: string): Text | undefined => {
    const json = words?.getJson()
    if (typeof json === 'string') return { [first]: json }
    if (json === null || typeof json !== 'object') return otherwise === undefined ? undefined : { [first]: otherwise }
    const { default: usual, ...others } = json as Record<string, string>
    const known = Object.entries(others).filter(([language]) => languages.includes(language))
    return {
      [first]: others[first] ?? usual ?? otherwise ?? '',
      ...Object.fromEntries(known.filter(([one]) => one !== first)),
    }
  }
  const condition = (what: string, expression: string | undefined) => {
    if (!expression) return undefined
    const read = readCondition(expression)
    if (!read) leftOut.push({ what, why: 'condition' })
    return read
  }
  const options = (items: { value: unknown; locText: Words; jsonObj?: unknown }[]): Option[] =>
    items.map((item) => ({
      id: keyOf(String(item.value)),
      label: text(item.locText, String(item.value))!,
      ...scoreOf(item),
    }))
  const question = (theirs: TheirQuestion): Question[] => {
    const parent = theirs.parent as { visibleIf?: string; getType: () => string } | undefined
    const conditions = [theirs.visibleIf, parent?.getType() === 'panel' ? parent.visibleIf : undefined]
      .filter((one): one is string => Boolean(one))
      .flatMap((one) => condition(theirs.name, one) ?? [])
    const about = ours(theirs)
    const asked = {
      id: keyOf(theirs.name),
      title: text(theirs.locTitle, theirs.name)!,
      help: text(theirs.locDescription),
      required: theirs.isRequired || undefined,
      when: conditions.length > 1 ? { all: conditions } : conditions[0],
      maySkip: about.maySkip,
      weight: about.weight,
      dimension: dimensions.find((one) => one === about.dimension),
    }
    const parts = partsOf(theirs, { options, text, about })
    if (parts) return [{ ...asked, ...parts } as Question]
    leftOut.push({ what: theirs.name, why: 'type' })
    return []
  }
  return { leftOut, text, condition, question }
}

/** What {@link writeSurvey} has put beside. */
type Ours = {
  type?: string
  weight?: number
  dimension?: string
  maySkip?: boolean
  whole?: boolean
  unit?: Text
  callBack?: boolean
}
const ours = (theirs: TheirQuestion): Ours =>
  (theirs as unknown as { jsonObj?: { visavis?: Ours } }).jsonObj?.visavis ?? {}
const scoreOf = (item: object): { score?: number } => {
  const { score } = ((item as { jsonObj?: object }).jsonObj ?? item) as { score?: unknown }
  return typeof score === 'number' ? { score } : {}
}

type Their = TheirQuestion & {
  rateMin?: number
  rateMax?: number
  rateValues?: unknown[]
  choices?: never[]
  columns?: never[]
  rows?: never[]
  inputType?: string
  min?: number | string
  max?: number | string
  maxLength?: number
  minSelectedChoices?: number
  maxSelectedChoices?: number
  locMinRateDescription?: Words
  locMaxRateDescription?: Words
}

function partsOf(
  theirs: TheirQuestion,
  {
    options,
    text,
    about,
  }: {
    options: (items: never[]) => Option[]
    text: (words: Words | undefined) => Text | undefined
    about: Ours
  },
): Record<string, unknown> | undefined {
  const one = theirs as Their
  const few = (value: number | undefined) => (value ? value : undefined)
  switch (theirs.getType()) {
    case 'rating':
      return ratingOf(one, { text, type: about.type })
    case 'radiogroup':
    case 'dropdown':
      return { type: 'single', options: options(one.choices ?? []) }
    case 'checkbox':
    case 'tagbox':
      return {
        type: 'multiple',
        options: options(one.choices ?? []),
        atLeast: few(one.minSelectedChoices),
        atMost: few(one.maxSelectedChoices),
      }
    case 'ranking':
      return { type: 'ranking', options: options(one.choices ?? []) }
    case 'matrix':
      return { type: 'matrix', rows: options(one.rows ?? []), options: options(one.columns ?? []) }
    case 'comment':
      return { type: 'open', long: true, mostLetters: letters(one.maxLength) }
    case 'boolean':
      return { type: 'consent', callBack: about.callBack === true ? true : undefined }
    case 'file':
      return { type: 'file' }
    case 'text':
      return textOf(one, about)
    default:
      return undefined
  }
}

/** Theirs is −1 where there is no bound. */
const letters = (most: number | undefined) => (most !== undefined && most > 0 ? most : undefined)
const numberOr = (value: unknown) => (typeof value === 'number' ? value : undefined)
const dayOr = (value: unknown) => (typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) ? value : undefined)
function textOf({ inputType, min, max, maxLength }: Their, { whole, unit }: Ours): Record<string, unknown> {
  if (inputType === 'number' || inputType === 'range')
    return { type: 'number', from: numberOr(min), to: numberOr(max), whole, unit }
  if (inputType === 'date') return { type: 'date', from: dayOr(min), to: dayOr(max) }
  return { type: 'open', mostLetters: letters(maxLength) }
}

/** Only scales that begin where ours do, and of which every step is a mark. */
function ratingOf(
  { rateMin = 1, rateMax = 5, rateValues, locMinRateDescription, locMaxRateDescription }: Their,
  { text, type }: { text: (words: Words | undefined) => Text | undefined; type?: string | undefined },
): Record<string, unknown> | undefined {
  if (rateValues && rateValues.length > 0) return undefined
  if (rateMin === 0 && rateMax === 10) return { type: 'nps' }
  if (rateMin === 1 && rateMax === 5 && type === 'csat') return { type: 'csat' }
  if (rateMin === 1 && rateMax === 7 && type === 'ces') return { type: 'ces' }
  if (rateMin !== 1 || rateMax > 10) return undefined
  return { type: 'rating', most: rateMax, low: text(locMinRateDescription), high: text(locMaxRateDescription) }
}
