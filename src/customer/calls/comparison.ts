import { newcombe, z95 } from '#shared/interval'
import type { CallStatistics, CallTotal } from './statistics-contract.ts'

type Compared = NonNullable<CallStatistics['compared']>
type Daily = { day: string; received: number }

const dayMs = 86_400_000
/** With fewer days there is nothing to tell their ordinary ups and downs from. */
const fewestDays = 14

const shifted = (day: string, days: number) => new Date(Date.parse(day) + days * dayMs).toISOString().slice(0, 10)
const lengthOf = ({ from, to }: { from: string; to: string }) => (Date.parse(to) - Date.parse(from)) / dayMs + 1

/** The period to compare with: the days just before, or those of 52 weeks ago, whose days of the week are the same. */
export function comparedPeriod(
  period: { from: string; to: string },
  with_: 'previous' | 'year',
): { from: string; to: string } {
  const back = with_ === 'year' ? 364 : lengthOf(period)
  return { from: shifted(period.from, -back), to: shifted(period.to, -back) }
}

type Ended = Pick<CallTotal, 'answered' | 'missed'>

/** Answer rate now minus then, or of these minus of those. */
export function changeOfRate(then: Ended, now: Ended, z = z95): Compared['answerRate'] {
  const ended = ({ answered, missed }: Ended) => ({ successes: answered, trials: answered + missed })
  const difference = newcombe(ended(then), ended(now), z)
  return difference && { ...difference, isShown: difference.low > 0 || difference.high < 0 }
}

type Period = { from: string; to: string; perDay: Daily[] }

/**
 * Received now ÷ then. Calls come in bursts, and not on every day of the week alike: the counts are taken as Poisson's
 * around each period's level and the common share of each weekday, with a dispersion measured on the days themselves.
 * @returns null with too few days, or none received in one of the periods.
 * @see McCullagh & Nelder (1989), Generalized Linear Models, 6.2: quasi-likelihood, dispersion by Pearson's statistic.
 */
export function changeOfCount(then: Period, now: Period, z = z95): Compared['received'] {
  const [a, b] = [everyDay(then), everyDay(now)]
  const [was, is] = [sum(a), sum(b)]
  const days = a.length + b.length
  if (days < fewestDays || was === 0 || is === 0) return null
  const share = new Map(
    [...Map.groupBy([...a, ...b], weekdayOf)].map(([weekday, all]) => [weekday, sum(all) / (was + is)]),
  )
  const pearson = (period: Daily[]) => {
    const perWeekday = Map.groupBy(period, weekdayOf)
    return period.reduce((total, day) => {
      const weekday = weekdayOf(day)
      const expected = (sum(period) * share.get(weekday)!) / perWeekday.get(weekday)!.length
      return expected === 0 ? total : total + (day.received - expected) ** 2 / expected
    }, 0)
  }
  const dispersion = Math.max(1, (pearson(a) + pearson(b)) / (days - share.size - 1))
  const half = z * Math.sqrt(dispersion * (1 / was + 1 / is))
  const value = is / was
  const [low, high] = [value * Math.exp(-half), value * Math.exp(half)]
  return { value, low, high, isShown: low > 1 || high < 1 }
}

const weekdayOf = ({ day }: Daily) => new Date(day).getUTCDay()
const sum = (days: Daily[]) => days.reduce((total, { received }) => total + received, 0)

/** Days without a call count too. */
function everyDay({ from, to, perDay }: Period): Daily[] {
  const known = new Map(perDay.map(({ day, received }) => [day, received]))
  return Array.from({ length: lengthOf({ from, to }) }, (_, n) => {
    const day = shifted(from, n)
    return { day, received: known.get(day) ?? 0 }
  })
}
