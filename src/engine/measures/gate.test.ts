import { expect, test } from 'vitest'
import { Matrix, SingularValueDecomposition } from 'ml-matrix'
import { seeded } from '../../demo/random.ts'
import { type AnsweringGroup, gate } from './gate.ts'

const told = (groups: AnsweringGroup[], least = 5) => {
  const hidden = gate(groups, least)
  return groups.filter((_, index) => hidden[index] === null).map(({ name }) => name)
}

test.each<[string, AnsweringGroup[], string[]]>([
  [
    'what is left of siblings: C would be 24 × 6.5 − 12 × 7.5 − 9 × 6.0',
    [
      { name: 'site', n: 24 },
      { name: 'A', n: 12, parent: 'site' },
      { name: 'B', n: 9, parent: 'site' },
      { name: 'C', n: 3, parent: 'site' },
    ],
    ['site', 'A'],
  ],
  [
    'a filter that leaves one man',
    [
      { name: 'team', n: 12 },
      { name: 'women', n: 11, parent: 'team' },
    ],
    ['team'],
  ],
  [
    'a sub-team that leaves one',
    [
      { name: 'all', n: 8 },
      { name: 'sub-team', n: 7, parent: 'all' },
    ],
    ['all'],
  ],
  [
    'three units of one, and the next smallest',
    [1, 1, 1, 6, 9, 12].map((n, index) => ({ name: `unit ${index} of ${n}`, n })),
    ['unit 4 of 9', 'unit 5 of 12'],
  ],
  [
    'all large enough',
    [
      { name: 'A', n: 5 },
      { name: 'B', n: 7 },
    ],
    ['A', 'B'],
  ],
  [
    'one too small hides the only other',
    [
      { name: 'A', n: 4 },
      { name: 'B', n: 7 },
    ],
    [],
  ],
  [
    'nobody hides nobody',
    [
      { name: 'A', n: 0 },
      { name: 'B', n: 7 },
    ],
    ['B'],
  ],
  [
    'through a hidden group: its parts may not give it away',
    [
      { name: 'region', n: 20 },
      { name: 'site', n: 17, parent: 'region' },
      { name: 'day', n: 9, parent: 'site' },
      { name: 'night', n: 8, parent: 'site' },
    ],
    ['region', 'day'],
  ],
])('%s', (_, groups, visible) => expect(told(groups)).toEqual(visible))

test('a stricter least hides more', () => {
  const groups = [
    { name: 'A', n: 9 },
    { name: 'B', n: 12 },
    { name: 'C', n: 30 },
  ]
  expect(told(groups, 10)).toEqual(['C'])
  expect(gate(groups, 10)).toEqual(['too_few', 'would_reveal', null])
})

test.each<[string, AnsweringGroup[]]>([
  [
    'twice',
    [
      { name: 'A', n: 5 },
      { name: 'A', n: 5 },
    ],
  ],
  ['not there', [{ name: 'A', n: 5, parent: 'B' }]],
  [
    'more than',
    [
      { name: 'A', n: 5 },
      { name: 'B', n: 6, parent: 'A' },
    ],
  ],
  [
    'part of itself',
    [
      { name: 'A', n: 5, parent: 'B' },
      { name: 'B', n: 5, parent: 'A' },
    ],
  ],
])('groups that cannot be are refused: %s', (why, groups) => expect(() => gate(groups)).toThrow(why))

/** Whoever knows everything that is told adds and subtracts it as they like: is some group of too few among what comes out? */
function canBeWorkedOut(groups: AnsweringGroup[], least: number): string | null {
  const leaves = groups.flatMap((group) => {
    const parts = groups.filter(({ parent }) => parent === group.name).reduce((sum, { n }) => sum + n, 0)
    return group.n > parts ? [{ of: group.name, n: group.n - parts }] : []
  })
  const holds = (name: string | undefined, wanted: string): boolean => {
    if (name === undefined) return false
    return name === wanted || holds(groups.find((group) => group.name === name)!.parent, wanted)
  }
  const hidden = gate(groups, least)
  const rows = [
    leaves.map(() => 1),
    ...groups
      .filter((_, index) => hidden[index] === null)
      .map(({ name }) => leaves.map(({ of }) => Number(holds(of, name)))),
  ]
  const rank = (matrix: number[][]) => new SingularValueDecomposition(new Matrix(matrix), { autoTranspose: true }).rank
  const known = rank(rows)
  for (let set = 1; set < 2 ** leaves.length; set += 1) {
    const some = leaves.map((_, index) => (set >> index) & 1)
    const people = leaves.reduce((sum, { n }, index) => sum + n * some[index]!, 0)
    if (people > 0 && people < least && rank([...rows, some]) === known)
      return `${leaves
        .filter((_, index) => some[index])
        .map(({ of }) => of)
        .join()} (${people})`
  }
  return null
}

test('from everything that is told, no group of too few can be worked out', () => {
  const random = seeded('gate')
  const upTo = (most: number) => Math.floor(random() * most)
  let anything = 0
  for (let round = 0; round < 400; round += 1) {
    const groups: AnsweringGroup[] = []
    const grow = (parent: string | undefined, depth: number): number => {
      let sum = 0
      for (let child = 0; child <= upTo(3); child += 1) {
        const group: AnsweringGroup = { name: `${parent ?? 'g'}${child}`, n: 0, parent }
        groups.push(group)
        const within = depth < 2 && random() < 0.5 ? grow(group.name, depth + 1) : 0
        group.n = within + (within === 0 || random() < 0.3 ? upTo(12) : 0)
        sum += group.n
      }
      return sum
    }
    grow(undefined, 0)
    const least = random() < 0.5 ? 5 : 10
    // Fewer people in all than the least: then there is nothing to tell, not even the whole.
    if (groups.filter(({ parent }) => parent === undefined).reduce((sum, { n }) => sum + n, 0) < least) continue
    expect([groups, canBeWorkedOut(groups, least)]).toEqual([groups, null])
    anything += told(groups, least).length
  }
  expect(anything).toBeGreaterThan(400)
})
