import { expect, test } from 'vitest'
import { sites } from './company.ts'
import { instantOf, isHoliday, monthsBefore, weekdayOf, dayIn } from './calendar.ts'
import { runPhone } from './lines.ts'
import { runsBetween } from './runs.ts'
import { type Call, timelineOf } from './timeline.ts'

const until = new Date('2026-11-23T09:00:00Z')
const first = monthsBefore('2026-11-23', 18)
const runs = runsBetween(first, '2026-11-23')
const callsOf = (key: string) => {
  const site = sites.find((one) => one.key === key)!
  return timelineOf('brisefroid', site, runs, first, until).calls.filter(({ outbound }) => !outbound)
}
const answerRate = (calls: Call[]) => calls.filter(({ status }) => status === 'completed').length / calls.length
const hourIn = (timeZone: string) => (at: Date) =>
  Number(new Intl.DateTimeFormat('en-GB', { timeZone, hour: 'numeric' }).format(at))
const parisHour = hourIn('Europe/Paris')

test('Rouen misses its calls on Monday mornings', () => {
  const calls = callsOf('rouen').filter(({ at }) => parisHour(at) >= 8 && parisHour(at) < 11)
  const on = (weekday: number) => calls.filter(({ at }) => weekdayOf(dayIn(at, 'Europe/Paris')) === weekday)
  expect(answerRate(on(1))).toBeLessThan(0.5)
  for (const weekday of [2, 3, 4, 5]) expect(answerRate(on(weekday))).toBeGreaterThan(0.75)
})

test('Marseille misses its calls at lunch', () => {
  const calls = callsOf('marseille').filter(({ at }) => weekdayOf(dayIn(at, 'Europe/Paris')) < 6)
  expect(answerRate(calls.filter(({ at }) => [12, 13].includes(parisHour(at))))).toBeLessThan(0.25)
  expect(answerRate(calls.filter(({ at }) => [10, 15].includes(parisHour(at))))).toBeGreaterThan(0.75)
})

test('Toulouse answers more since it has a second telephonist', () => {
  const calls = callsOf('toulouse').filter(
    ({ at }) => [9, 10, 15].includes(parisHour(at)) && weekdayOf(dayIn(at, 'Europe/Paris')) < 6,
  )
  const change = new Date('2026-03-25')
  expect(answerRate(calls.filter(({ at }) => at < change))).toBeLessThan(0.72)
  expect(answerRate(calls.filter(({ at }) => at > change))).toBeGreaterThan(0.85)
})

test('one caller in five hides the number in Versailles', () => {
  const calls = callsOf('versailles')
  expect(calls.filter(({ caller }) => caller === null).length / calls.length).toBeCloseTo(0.2, 1)
})

test('the radio rings before anybody is there', () => {
  const site = sites.find(({ key }) => key === 'strasbourg')!
  const radio = runPhone(
    site,
    runs,
    runs.find(({ run }) => run === 'radio-2025')!,
  )
  const calls = callsOf('strasbourg').filter(({ dials }) => dials === radio)
  expect(calls.length).toBeGreaterThan(10)
  expect(answerRate(calls)).toBeLessThan(0.5)
})

test.each(['saint-denis', 'nantes'])(
  'in %s nobody calls in the dead of night, and most call by day, by its own clock',
  (key) => {
    const site = sites.find((one) => one.key === key)!
    const hours = callsOf(key).map(({ at }) => hourIn(site.timeZone)(at))
    expect(hours.filter((hour) => hour < 5)).toEqual([])
    expect(hours.filter((hour) => hour >= 8 && hour < 18).length / hours.length).toBeGreaterThan(0.8)
  },
)

test('another seed gives another history', () => {
  const calls = (seed: string) => timelineOf(seed, sites[0]!, runs, '2026-11-01', until).calls
  expect(calls('essai')).toEqual(calls('essai'))
  expect(calls('autre')).not.toEqual(calls('essai'))
})

test('no number of the company is two things', () => {
  const all = sites.flatMap((site) => runs.flatMap((run) => runPhone(site, runs, run) ?? []))
  expect(new Set(all).size).toBe(all.length)
})

test.each([
  ['2026-04-06', true],
  ['2026-05-14', true],
  ['2026-05-25', true],
  ['2026-12-25', true],
  ['2026-05-15', false],
  ['2025-04-21', true],
])('%s is a holiday: %s', (day, is) => expect(isHoliday(day)).toBe(is))

test.each([
  ['2026-07-01', 'Europe/Paris', '2026-07-01T08:00:00.000Z'],
  ['2026-01-01', 'Europe/Paris', '2026-01-01T09:00:00.000Z'],
  ['2026-03-29', 'Europe/Paris', '2026-03-29T08:00:00.000Z'],
  ['2026-07-01', 'Indian/Reunion', '2026-07-01T06:00:00.000Z'],
])('10 h on %s in %s', (day, zone, instant) => expect(instantOf(day, 600, zone).toISOString()).toBe(instant))

test.each([
  ['2026-11-23', 18, '2025-05-23'],
  ['2026-03-31', 1, '2026-02-28'],
  ['2026-01-15', 2, '2025-11-15'],
])('%s, %i months before', (day, months, before) => expect(monthsBefore(day, months)).toBe(before))
