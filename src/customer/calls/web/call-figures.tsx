import { useFormat, useText } from '#web/i18n'
import { Figures } from '#web/ui'
import type { CallFilter, CallStatistics } from '../contract.ts'
import { forAddress, narrowing, type Search } from './call-search.ts'
import { useChangeInWords } from './use-change.ts'

/** The five figures; each opens the list of its calls. */
export function CallFigures({
  statistics: { total, compared },
  search,
}: {
  statistics: CallStatistics
  search: Partial<Search>
}) {
  const t = useText()
  const format = useFormat()
  const say = useChangeInWords()
  const listOf = (filter: CallFilter) => ({ to: '/appels', search: forAddress({ ...search, ...narrowing, ...filter }) })
  const known = total.sure + total.uncertain
  const { answerRate } = total
  const hidden = total.hidden > 0 && t('calls.figures.hidden', { count: total.hidden })
  return (
    <Figures
      items={[
        {
          label: t('calls.figures.received'),
          value: format.number(total.received),
          note: compared
            ? say.ofCount(compared.received)
            : total.ongoing > 0
              ? t('calls.figures.ongoing', { count: total.ongoing })
              : hidden,
          hint: t('calls.figures.receivedHint'),
          ...listOf({}),
        },
        {
          label: t('calls.figures.answered'),
          value: answerRate ? format.percent(answerRate.value, 1) : '–',
          note: compared
            ? say.ofRate(compared.answerRate)
            : answerRate && `${format.percent(answerRate.low, 1)} – ${format.percent(answerRate.high, 1)}`,
          hint: t('calls.figures.answeredHint'),
          ...listOf({ outcome: 'answered' }),
        },
        {
          label: t('calls.figures.missed'),
          value: format.number(total.missed),
          note: total.notSpokenSince
            ? t('calls.figures.waiting', { count: total.notSpokenSince })
            : total.missed > 0 && t('calls.figures.noneWaiting'),
          tone: total.notSpokenSince ? 'lost' : undefined,
          hint: t('calls.figures.missedHint'),
          ...listOf(total.notSpokenSince ? { waiting: 'yes' } : { outcome: 'missed' }),
        },
        {
          label: t('calls.figures.duration'),
          value: format.duration(total.meanTalkSeconds),
          note:
            total.medianTalkSeconds !== null &&
            t('calls.figures.median', { duration: format.duration(total.medianTalkSeconds) }),
          hint: t('calls.figures.durationHint'),
          ...listOf({ outcome: 'answered' }),
        },
        ...(total.sales > 0
          ? [
              {
                label: t('calls.figures.value'),
                value: format.money(total.valueCents),
                note:
                  total.acquisitionRate &&
                  t('calls.figures.acquisition', {
                    rate: format.percent(total.acquisitionRate.value, 1),
                    low: format.percent(total.acquisitionRate.low, 1),
                    high: format.percent(total.acquisitionRate.high, 1),
                  }),
                hint: t('calls.figures.valueHint'),
                ...listOf({ sold: 'yes' }),
              },
            ]
          : []),
        {
          label: t('calls.figures.sure'),
          value: known ? format.percent(total.sure / known) : '–',
          note: total.uncertain > 0 && t('calls.figures.uncertain', { count: total.uncertain }),
          hint: t('calls.figures.sureHint'),
          ...listOf({ certainty: 'uncertain' }),
        },
      ]}
    />
  )
}
