import { expect, test } from 'vitest'
import type { JourneyStep } from '#customer/tracking/contract'
import { pathOf, timeSteps } from './journey.ts'

const at = (minute: number) => `2026-03-02T09:${String(minute).padStart(2, '0')}:00.000Z`
const step = (kind: JourneyStep['kind'], minute: number): JourneyStep => ({
  at: at(minute),
  kind,
  url: 'https://www.exemple.fr/',
  title: 'Accueil',
  source: null,
  medium: null,
  channel: null,
  campaign: null,
  rules: [],
})
const seconds = (...journey: JourneyStep[]) => timeSteps(journey).map((timed) => timed.seconds)

test('the last page was left nobody knows when', () => {
  expect(seconds(step('visit', 0), step('page', 0), step('page', 2))).toEqual([null, 120, null])
})

test('a click on the number tells how long the last page was looked at, and is not the end of an earlier one', () => {
  expect(seconds(step('page', 0), step('tel_click', 1))).toEqual([60, null])
  expect(seconds(step('page', 0), step('tel_click', 1), step('page', 3))).toEqual([180, null, null])
})

test('the time between two visits is not time spent', () => {
  expect(seconds(step('page', 0), step('visit', 30), step('page', 30), step('tel_click', 31))).toEqual([
    null,
    null,
    60,
    null,
  ])
})

test.each([
  ['https://www.exemple.fr/chaudi%C3%A8res?gclid=1', '/chaudières'],
  ['https://www.exemple.fr/%E0', 'https://www.exemple.fr/%E0'],
  ['ailleurs', 'ailleurs'],
])('%s is shown as %s', (url, path) => {
  expect(pathOf(url)).toBe(path)
})
