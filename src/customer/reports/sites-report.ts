import type { ComparedSite, SiteComparison } from '#customer/calls/contract'
import type { Cell, Report } from './report.ts'
import type { Words } from './words.ts'

/** The comparison of sites, on paper. */
export function sitesReport(comparison: SiteComparison, { org, words }: { org: string; words: Words }): Report {
  const { t, format } = words
  const { sites, total } = comparison
  const sold = total.sales > 0
  const least = Math.floor(Math.min(1, ...sites.flatMap(({ answerRate }) => answerRate?.low ?? [])) * 10) / 10
  const mean = total.answerRate?.value ?? null
  return {
    title: t('calls.sites.title'),
    org,
    period: words.days(comparison),
    filters: [],
    figures: [
      {
        label: t('calls.figures.received'),
        value: format.number(total.received),
        note: words.ofCount(total.receivedChange),
      },
      {
        label: t('calls.figures.answered'),
        value: total.answerRate ? format.percent(total.answerRate.value, 1) : '–',
        note: words.ofRate(total.answerRateChange),
      },
      { label: t('calls.figures.missed'), value: format.number(total.missed) },
      sold
        ? { label: t('calls.figures.value'), value: format.money(total.valueCents) }
        : { label: t('calls.figures.duration'), value: format.duration(total.meanTalkSeconds) },
    ],
    columns: [
      { head: t('calls.by.site'), share: sold ? 0.19 : 0.22 },
      { head: t('calls.figures.received'), share: 0.17, align: 'right' },
      { head: t('calls.figures.answered'), share: 0.13, align: 'right' },
      { head: `${format.percent(least)} … ${format.percent(1)}`, share: 0.17 },
      { head: t('calls.sites.beside'), share: sold ? 0.2 : 0.31 },
      ...(sold ? [{ head: t('calls.figures.value'), share: 0.14, align: 'right' } as const] : []),
    ],
    rows: sites.map((site) => [
      { text: site.name },
      {
        text: format.number(site.received),
        note: site.receivedChange?.isShown ? words.ofCount(site.receivedChange) : undefined,
      },
      rateCell(site, words),
      { rate: site.answerRate, least, mean },
      besideCell(site, words),
      ...(sold ? [{ text: site.valueCents > 0 ? format.money(site.valueCents) : '–' }] : []),
    ]),
    notes: [t('reports.sitesMethod'), t('reports.before', { days: words.days(comparison.before) })],
  }
}

const rateCell = ({ answerRate }: ComparedSite, { format }: Words): Cell =>
  answerRate
    ? {
        text: format.percent(answerRate.value),
        note: `${format.percent(answerRate.low)} – ${format.percent(answerRate.high)}`,
      }
    : { text: '–' }

function besideCell({ besideOthers: beside }: ComparedSite, { t, ofRate }: Words): Cell {
  if (!beside) return { text: '–', tone: 'soft' }
  if (!beside.isShown) return { text: t('calls.sites.alike'), tone: 'soft' }
  return beside.value < 0
    ? { text: t('calls.sites.answersLess'), note: ofRate(beside), tone: 'lost' }
    : { text: t('calls.sites.answersMore'), note: ofRate(beside), tone: 'good' }
}
