import type { Format, Text } from '#web/i18n'
import type { CallStatistics } from '../contract.ts'
import type { HeatCell } from './heat.ts'

/** What matters first, in words; nothing when there is nothing to say. */
export function firstSentence(
  {
    total,
    heatmap,
  }: Pick<CallStatistics, 'heatmap'> & { total: Pick<CallStatistics['total'], 'missed' | 'notSpokenSince'> },
  t: Text,
  format: Pick<Format, 'weekday'>,
): string | undefined {
  if (total.missed === 0) return undefined
  const waiting = total.notSpokenSince
    ? t('calls.first.waiting', { count: total.notSpokenSince })
    : t('calls.first.allSpokenTo', { count: total.missed })
  const worst = worstCell(heatmap)
  if (!worst) return waiting
  const when = { weekday: format.weekday(worst.weekday), hour: worst.hour, count: worst.missed }
  return `${waiting} ${t('calls.first.worst', when)}`
}

/** The hour of the week where calls are missed the most, when one stands out: at least 3, ahead of all the others and half as many again as their mean. */
export function worstCell(cells: HeatCell[]): HeatCell | undefined {
  const missed = cells.filter((cell) => cell.missed > 0).toSorted((a, b) => b.missed - a.missed)
  const [worst, next] = missed
  if (!worst || worst.missed < 3 || worst.missed === next?.missed) return undefined
  const mean = missed.reduce((sum, cell) => sum + cell.missed, 0) / missed.length
  return missed.length > 1 && worst.missed >= 1.5 * mean ? worst : undefined
}
