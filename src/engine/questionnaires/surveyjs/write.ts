import { type Definition, type Option, type Question, scaleOf, type Text } from '#shared/questionnaire/definition'
import { writeCondition } from './condition.ts'

/**
 * A questionnaire as the JSON of SurveyJS. What it has no word for (the kind of a score, weights, dimensions) goes in
 * fields of ours, which its library leaves alone and {@link readSurvey} reads again.
 * @see https://surveyjs.io/form-library/documentation/design-survey/survey-json-schema
 */
export function writeSurvey({ languages, title, intro, thanks, sections }: Definition): Record<string, unknown> {
  const text = (words: Text | undefined) => words && textOf(words, languages)
  return {
    locale: languages[0],
    // As here, what was answered to a question that is asked no more does not count.
    clearInvisibleValues: 'onHidden',
    title: text(title),
    ...(intro && { description: text(intro) }),
    ...(thanks && { completedHtml: text(thanks) }),
    pages: sections.map(({ id, title, when, questions }) => ({
      name: id,
      ...(title && { title: text(title) }),
      ...(when && { visibleIf: writeCondition(when) }),
      elements: questions.map((question) => elementOf(question, languages)),
    })),
  }
}

/** Its default language is `default`. */
const textOf = (words: Text, [first, ...others]: readonly string[]) =>
  others.length === 0
    ? (words[first!] ?? '')
    : Object.fromEntries([
        ['default', words[first!] ?? ''],
        ...others.map((language) => [language, words[language] ?? '']),
      ])

function elementOf(question: Question, languages: readonly string[]): Record<string, unknown> {
  const { id, title, help, required, when, weight, dimension, maySkip } = question
  const text = (words: Text) => textOf(words, languages)
  const choices = (options: readonly Option[]) =>
    options.map(({ id: value, label, score }) => ({ value, text: text(label), ...(score !== undefined && { score }) }))
  return {
    name: id,
    title: text(title),
    ...(help && { description: text(help) }),
    ...(required && { isRequired: true }),
    ...(when && { visibleIf: writeCondition(when) }),
    visavis: { type: question.type, weight, dimension, maySkip, ...ownOf(question) },
    ...partsOf(question, { text, choices }),
  }
}

function partsOf(
  question: Question,
  { text, choices }: { text: (words: Text) => unknown; choices: (options: readonly Option[]) => unknown },
): Record<string, unknown> {
  const scale = scaleOf(question)
  if (scale) {
    const ends = question.type === 'rating' ? { low: question.low, high: question.high } : {}
    return {
      type: 'rating',
      rateMin: scale.from,
      rateMax: scale.to,
      ...(ends.low && { minRateDescription: text(ends.low) }),
      ...(ends.high && { maxRateDescription: text(ends.high) }),
    }
  }
  switch (question.type) {
    case 'single':
      return { type: 'radiogroup', choices: choices(question.options) }
    case 'multiple': {
      const { atLeast, atMost } = question
      return {
        type: 'checkbox',
        choices: choices(question.options),
        ...(atLeast !== undefined && { minSelectedChoices: atLeast }),
        ...(atMost !== undefined && { maxSelectedChoices: atMost }),
      }
    }
    case 'ranking':
      return { type: 'ranking', choices: choices(question.options) }
    case 'matrix':
      return { type: 'matrix', columns: choices(question.options), rows: choices(question.rows) }
    case 'open':
      return {
        type: question.long ? 'comment' : 'text',
        ...(question.mostLetters && { maxLength: question.mostLetters }),
      }
    case 'number':
      return { type: 'text', inputType: 'number', min: question.from, max: question.to }
    case 'date':
      return { type: 'text', inputType: 'date', min: question.from, max: question.to }
    case 'consent':
      return { type: 'boolean', renderAs: 'checkbox' }
    default:
      return { type: 'file' }
  }
}

const ownOf = (question: Question) =>
  question.type === 'number'
    ? { whole: question.whole, unit: question.unit }
    : question.type === 'consent'
      ? { callBack: question.callBack }
      : {}
