import { expect, test } from 'vitest'
import { peaksOf, staffFor } from './staffing.ts'

test.each([
  [100, 1800, 180, 0.8, 20, 14, 0.8884, 7.84, 0.7143],
  [250, 3600, 330, 0.8, 30, 28, 0.8569, 14.75, 0.8185],
  [200, 1800, 180, 0.8, 20, 24, 0.8089, 13.41, 0.8333],
  [240, 3600, 300, 0.8, 20, 25, 0.8502, 12.55, 0.8],
  [1000, 1800, 240, 0.8, 20, 142, 0.8285, 9.78, 0.939],
  [480, 1800, 360, 0.9, 15, 108, 0.9027, 4.81, 0.8889],
  [1, 1800, 180, 0.8, 20, 1, 0.9095, 20, 0.1],
  [10, 1800, 300, 0.8, 20, 4, 0.9123, 13.18, 0.4167],
  [5000, 1800, 300, 0.8, 20, 848, 0.811, 10.28, 0.9827],
])(
  '%i calls in %i s of %i s, %f within %i s: %i advisers',
  (calls, periodSeconds, busySeconds, share, withinSeconds, advisers, inTime, wait, occupancy) => {
    const staff = staffFor({ calls, periodSeconds, busySeconds }, { share, withinSeconds })
    expect(staff.advisers).toBe(advisers)
    expect(staff.share).toBeCloseTo(inTime, 4)
    expect(staff.meanWaitSeconds).toBeCloseTo(wait, 2)
    expect(staff.occupancy).toBeCloseTo(occupancy, 4)
  },
)

test('the busiest hours by their calls on average: a weekday that came more often is no busier', () => {
  // From a Monday to the Monday after: two Mondays, one of each other day.
  const week = { from: '2026-11-02', to: '2026-11-09', meanTalkSeconds: 300 }
  const cell = (weekday: number, hour: number, received: number) => ({ weekday, hour, received, missed: 0 })
  const peaks = peaksOf({ ...week, heatmap: [cell(1, 9, 20), cell(2, 9, 12), cell(7, 9, 1), cell(3, 9, 240)] })
  expect(peaks).toEqual([
    { weekday: 3, hour: 9, calls: 240, advisers: 25 },
    { weekday: 2, hour: 9, calls: 12, advisers: 3 },
    { weekday: 1, hour: 9, calls: 10, advisers: expect.any(Number) },
    { weekday: 7, hour: 9, calls: 1, advisers: 1 },
  ])
  expect(peaksOf({ ...week, meanTalkSeconds: null, heatmap: [cell(1, 9, 20)] })).toEqual([])
  expect(peaksOf({ ...week, heatmap: [] })).toEqual([])
  // A day that has begun in La Réunion only.
  expect(peaksOf({ ...week, to: '2026-11-02', heatmap: [cell(2, 1, 3)] })).toMatchObject([{ calls: 3 }])
  expect(peaksOf({ ...week, to: '2026-10-30', heatmap: [cell(1, 1, 3)] })).toMatchObject([{ calls: 3 }])
})
