import { expect, test } from 'vitest'
import { hoursShown, oftenMissed, shade } from './heat.ts'

const cell = (hour: number, received = 1, missed = 0) => ({ weekday: 1, hour, received, missed })

test('usual hours, wider when there were calls outside', () => {
  expect(hoursShown([])).toEqual([7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20])
  expect(hoursShown([cell(5), cell(12)])[0]).toBe(5)
  expect(hoursShown([cell(5), cell(12)]).at(-1)).toBe(20)
  expect(hoursShown([cell(0), cell(23)])).toHaveLength(24)
})

test.each([
  [0, 0, false],
  [10, 0, false],
  [9, 2, false],
  [8, 2, true],
  [1, 1, true],
])('of %i calls, %i missed: outlined %s', (received, missed, outlined) => {
  expect(oftenMissed(cell(9, received, missed))).toBe(outlined)
})

test('the busiest cell is full, and a single call still shows', () => {
  expect(shade(400, 400)).toBe('100%')
  expect(shade(200, 400)).toBe('56%')
  expect(shade(1, 400)).toBe('12%')
})
