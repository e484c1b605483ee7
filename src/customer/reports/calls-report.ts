import type { CallStatistics } from '#customer/calls/contract'
import type { Report } from './report.ts'
import type { Words } from './words.ts'

type Group = CallStatistics['groups'][number]
/** What a page shows: the rest is said to be left out. */
const mostRows = 40

/**
 * A view of calls, on paper.
 * @param nameOf what a group is called. @param filters what the figures are bounded to, in words.
 */
export function callsReport(
  statistics: CallStatistics,
  about: { title: string; org: string; filters: string[]; words: Words; nameOf: (group: Group) => string },
): Report {
  const { words } = about
  const { t, format } = words
  const { total, compared, groups, by } = statistics
  const sold = total.sales > 0
  const rate = total.answerRate
  return {
    title: about.title,
    org: about.org,
    period: words.days(statistics),
    filters: about.filters,
    figures: [
      {
        label: t('calls.figures.received'),
        value: format.number(total.received),
        note: compared ? words.ofCount(compared.received) : undefined,
      },
      {
        label: t('calls.figures.answered'),
        value: rate ? format.percent(rate.value, 1) : '–',
        note: compared
          ? words.ofRate(compared.answerRate)
          : rate
            ? `${format.percent(rate.low, 1)} – ${format.percent(rate.high, 1)}`
            : undefined,
      },
      {
        label: t('calls.figures.missed'),
        value: format.number(total.missed),
        note: total.notSpokenSince ? t('calls.figures.waiting', { count: total.notSpokenSince }) : undefined,
      },
      sold
        ? { label: t('calls.figures.value'), value: format.money(total.valueCents) }
        : { label: t('calls.figures.duration'), value: format.duration(total.meanTalkSeconds) },
    ],
    columns: [
      { head: t(`calls.by.${by}`), share: 0.4 },
      { head: t('calls.figures.received'), share: 0.15, align: 'right' },
      { head: t('calls.figures.answered'), share: 0.15, align: 'right' },
      { head: t('calls.figures.missed'), share: 0.15, align: 'right' },
      { head: t(sold ? 'calls.figures.value' : 'calls.figures.duration'), share: 0.15, align: 'right' },
    ],
    rows: groups.slice(0, mostRows).map((group) => {
      const ended = group.answered + group.missed
      return [
        { text: about.nameOf(group) },
        {
          text: format.number(group.received, 1),
          note: group.callers > 0 ? t('calls.column.callers', { count: group.callers }) : undefined,
        },
        { text: ended > 0 ? format.percent(group.answered / ended) : '–' },
        { text: format.number(group.missed, 1) },
        {
          text: sold
            ? group.sales > 0
              ? format.money(group.valueCents)
              : '–'
            : format.duration(group.meanTalkSeconds),
        },
      ]
    }),
    notes: [
      ...(statistics.groupCount > mostRows ? [t('reports.more', { count: statistics.groupCount - mostRows })] : []),
      ...(compared ? [t('reports.before', { days: words.days(compared) })] : []),
      t('calls.figures.answeredHint'),
    ],
  }
}
