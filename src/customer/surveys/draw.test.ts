import { expect, test } from 'vitest'
import { drawn, surenessOf, targetsOf, toInvite } from './draw.ts'
import { judge } from './response.ts'

const people = Array.from({ length: 400 }, (_, place) => ({ contactId: `c${place}` }))

test('the same seed draws the same people, whatever order they come in; another draws others', () => {
  const first = drawn(people, 'a').slice(0, 20)
  expect(drawn(people.toReversed(), 'a').slice(0, 20)).toEqual(first)
  expect(drawn(people, 'b').slice(0, 20)).not.toEqual(first)
  expect(new Set(drawn(people, 'a')).size).toBe(400)
})

test('everybody is as likely to be first as anybody else', () => {
  const firsts = Array.from({ length: 4000 }, (_, seed) => drawn(people.slice(0, 8), String(seed))[0]!.contactId)
  const counts = [...Map.groupBy(firsts, (id) => id).values()].map(({ length }) => length)
  const chi = counts.reduce((sum, n) => sum + (n - 500) ** 2 / 500, 0)
  expect(counts).toHaveLength(8)
  expect(chi).toBeLessThan(24.3) // 7 degrees of freedom, one time in a thousand
})

test('answers wanted are shared out by size, and nobody is wanted who is not there', () => {
  expect(targetsOf([300, 100], 200)).toEqual([150, 50])
  expect(targetsOf([30, 10], 200)).toEqual([30, 10])
  expect(targetsOf([0, 10], 5)).toEqual([0, 5])
})

test('as many are asked as the wanted answers take', () => {
  expect(toInvite({ wanted: 200, rate: 0.2, left: 5000 })).toBe(1000)
  expect(toInvite({ wanted: 200, rate: 0.2, left: 300 })).toBe(300)
  expect(toInvite({ wanted: 0, rate: 0.2, left: 300 })).toBe(0)
})

test('200 answers tell a net recommendation to 11.3 points, and see a move of 16', () => {
  const { margin, smallestMove } = surenessOf(200)
  expect([margin!.toFixed(1), smallestMove!.toFixed(1)]).toEqual(['11.3', '16.0'])
  expect(surenessOf(0)).toEqual({ margin: null, smallestMove: null })
})

test('who answers less is missing only where that is demonstrated, and weighs more', () => {
  const { strata, effective } = judge([
    { framed: 500, sent: 500, answered: 150, target: 100 },
    { framed: 500, sent: 500, answered: 50, target: 100 },
  ])
  expect(strata.map(({ missing, beyond, weight }) => [missing, beyond, weight])).toEqual([
    [false, 50, (0.5 * 200) / 150],
    [true, 0, 2],
  ])
  expect(effective).toBeCloseTo(200 ** 2 / (150 * (2 / 3) ** 2 + 50 * 4), 6)
  const few = judge([
    { framed: 10, sent: 10, answered: 3, target: 5 },
    { framed: 10, sent: 10, answered: 1, target: 5 },
  ])
  expect(few.strata.map(({ missing }) => missing)).toEqual([false, false])
  expect(judge([{ framed: 3, sent: 0, answered: 0, target: 3 }])).toEqual({
    strata: [{ rate: null, weight: null, missing: false, beyond: 0 }],
    rate: null,
    effective: null,
  })
})
