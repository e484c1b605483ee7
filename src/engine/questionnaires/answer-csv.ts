import type { Tx } from '#kernel/db'
import { type Language, say } from '#kernel/i18n'
import { csvLine, csvMark } from '#shared/csv'
import { questionsOf } from '#shared/questionnaire/definition'
import { saidTo, textIn } from '#shared/questionnaire/text'
import { getQuestionnaire } from './service.ts'
import { listAnswers } from './answer-list.ts'
import type { AnswerFilter } from './contract.ts'

/** Answers as a spreadsheet of the French kind, one column for each question ever asked. Yielded page by page. */
export async function* exportAnswers(
  inTx: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>,
  { id, filter, language }: { id: string; filter: AnswerFilter; language: Language },
): AsyncGenerator<string> {
  const { versions } = await inTx((tx) => getQuestionnaire(tx, id))
  const questions = new Map(
    versions
      .toReversed()
      .flatMap(({ definition }) =>
        questionsOf(definition).map((question) => [question.id, { question, definition }] as const),
      ),
  )
  const heads = ['date', 'site', 'channel', 'score'].map((name) => say(language, `questionnaires.csv.${name}`))
  let text =
    csvMark +
    csvLine([
      ...heads,
      ...[...questions.values()].map(({ question, definition }) => textIn(question.title, language, definition)),
    ])
  for (let cursor: string | undefined; ;) {
    const page = await inTx((tx) => listAnswers(tx, { ...filter, questionnaireId: id, cursor, limit: 500 }))
    for (const answer of page.items)
      text += csvLine([
        new Intl.DateTimeFormat('sv-SE', { timeZone: answer.timeZone, dateStyle: 'short', timeStyle: 'short' }).format(
          new Date(answer.answeredAt),
        ),
        answer.siteName ?? '',
        say(language, `questionnaires.channels.${answer.channel}`),
        answer.score === null ? '' : new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(answer.score),
        ...[...questions.values()].map(({ question, definition }) =>
          answer.answers[question.id] === null
            ? say(language, 'questionnaires.notApplicable')
            : saidTo(question, answer.answers, { language, definition }),
        ),
      ])
    yield text
    text = ''
    if (page.next === null) return
    cursor = page.next
  }
}
