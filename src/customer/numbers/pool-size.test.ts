import { expect, test } from 'vitest'
import { blockingOf, erlangsOf, sizeFor } from './pool-size.ts'

// Values of Erlang's B formula that were calculated elsewhere.

test.each([
  [0.5, 1, 0.333333],
  [1, 2, 0.2],
  [3, 5, 0.110054],
  [10, 10, 0.214582],
  [90, 100, 0.026957],
  [110, 128, 0.009081],
  [110, 139, 0.000999],
  [5, 0, 1],
  [0, 3, 0],
])('%f erlangs on %i numbers: %f find none', (erlangs, numbers, blocking) => {
  expect(blockingOf(erlangs, numbers)).toBeCloseTo(blocking, 6)
})

test.each([
  [0, 10, 18, 21],
  [20, 76.667, 93, 102],
  [30, 110, 128, 139],
  [60, 210, 232, 248],
])(
  '200 visits an hour of 3 minutes, held %i more: %f erlangs, %i numbers for 1 %, %i for 0.1 %',
  (hold, a, one, tenth) => {
    const erlangs = erlangsOf(200, 3 + hold)
    expect(erlangs).toBeCloseTo(a, 2)
    expect([sizeFor(erlangs, 0.01).numbers, sizeFor(erlangs, 0.001).numbers]).toEqual([one, tenth])
    expect(sizeFor(erlangs, 0.01).blocking).toBeLessThanOrEqual(0.01)
    expect(blockingOf(erlangs, one - 1)).toBeGreaterThan(0.01)
  },
)
