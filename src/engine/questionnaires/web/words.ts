import { useFormat, useText } from '#web/i18n'
import type { Definition, Text } from '#shared/questionnaire/definition'
import { textIn } from '#shared/questionnaire/text'
import type { ScoreKind } from '#shared/statistics/scale'
import type { Change, Score } from '../contract.ts'

/** The ends of a score's line. */
export const endsOf = (kind: ScoreKind, most = 5): [number, number] =>
  kind === 'nps' ? [-100, 100] : kind === 'csat' ? [0, 100] : kind === 'ces' ? [1, 7] : [1, most]

/** Scores and changes as one would say them. */
export function useScoreWords(kind: ScoreKind | null) {
  const t = useText()
  const format = useFormat()
  const digits = kind === 'nps' || kind === 'csat' ? 0 : 2
  const number = (value: number) => format.number(value, digits)
  const unit = kind === 'csat' ? '\u00a0%' : ''
  const sign = (value: number) => `${value > 0 ? '+' : ''}${number(value)}`
  return {
    estimate: (score: Score) => `${number(score.estimate)}${unit}`,
    interval: (score: Score) =>
      t('questionnaires.interval', { lo: number(score.lo), hi: `${number(score.hi)}${unit}`, count: score.n }),
    /** What has changed, or that nothing is shown to have. */
    change: (change: Change | null) => {
      if (!change) return t('questionnaires.change.tooFew')
      const limits = { value: sign(change.estimate), lo: sign(change.lo), hi: sign(change.hi) }
      return t(change.shown ? 'questionnaires.change.shown' : 'questionnaires.change.notShown', limits)
    },
  }
}

/** A question as one reads it in a report: what each person's page puts in is a dot dot dot. */
export const readable = (text: Text | undefined, definition: Definition): string =>
  textIn(text, definition.languages[0]!, definition).replace(/\{[\w-]+\}/g, '…')
