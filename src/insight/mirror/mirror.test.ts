import { expect, test } from 'vitest'
import { type FaceCount, offerFace } from '#engine/measures'
import type { Tx } from '#kernel/db'
import { seeded } from '../../demo/random.ts'
import { reliabilityOf } from './link.ts'
import { readMirror } from './mirror.ts'

const nowhere = {} as Tx
const days = { from: '2026-09-01', to: '2026-11-30' }
const scale = { from: 1, to: 5 }
const idOf = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`

/** A network whose sites differ; how much of what sets them apart is common to both faces is planted. */
function network(
  seed: string,
  { sites, shared, team = 40, clients = 300 }: { sites: number; shared: number; team?: number; clients?: number },
) {
  const random = seeded(seed)
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
  const answers = (centre: number, people: number) => {
    const counts = new Map<number, number>()
    for (let n = 0; n < people; n += 1) {
      const mark = Math.max(1, Math.min(5, Math.round(centre + normal())))
      counts.set(mark, (counts.get(mark) ?? 0) + 1)
    }
    return counts
  }
  const [employees, customers]: [FaceCount[], FaceCount[]] = [[], []]
  for (let n = 0; n < sites; n += 1) {
    const [common, own, other] = [normal(), normal(), normal()]
    const mix = (alone: number) => 3.3 + 0.45 * (Math.sqrt(shared) * common + Math.sqrt(1 - shared) * alone)
    const [theirs, ours] = [mix(own), mix(other)]
    for (const dimension of ['listening', 'consideration'] as const) {
      employees.push({ siteId: idOf(n), question: dimension, dimension, scale, counts: answers(theirs, team) })
      customers.push({ siteId: idOf(n), question: dimension, dimension, scale, counts: answers(ours, clients) })
    }
  }
  const wave = { id: idOf(9999), name: 'Automne' }
  offerFace('employees', async (_tx, asked) =>
    'from' in asked ? undefined : { ...days, occasion: wave, facts: employees },
  )
  offerFace('customers', async (_tx, asked) => ({
    ...('from' in asked ? asked : days),
    occasion: null,
    facts: customers,
  }))
}

test('a link that was planted is found, one that was not is not: over twenty networks of forty sites', async () => {
  const found = async (shared: number) => {
    let times = 0
    for (let n = 0; n < 20; n += 1) {
      network(`${shared} ${n}`, { sites: 40, shared })
      const { link } = await readMirror(nowhere, undefined)
      expect(link.points).toHaveLength(40)
      expect(link.lo!).toBeLessThan(link.r!)
      if (link.state === 'shown') times += 1
    }
    return times
  }
  expect(await found(0.8)).toBeGreaterThanOrEqual(19)
  // One in twenty by chance alone: more than three of twenty would be bad luck of one in sixty.
  expect(await found(0)).toBeLessThanOrEqual(3)
})

test.each([
  [9, 'too_few_sites'],
  [12, 'exploratory'],
  [20, 'shown'],
])('of %s sites that agree strongly, what may be said is: %s', async (sites, state) => {
  network('few', { sites, shared: 0.95, team: 200, clients: 400 })
  const { link } = await readMirror(nowhere, undefined)
  expect(link.state).toBe(state)
  expect(link.r === null).toBe(state === 'too_few_sites')
})

test('a site whose team is too small is in no pair, nor is the one that would give it away', async () => {
  network('hidden', { sites: 12, shared: 0.5 })
  const small: FaceCount[] = [
    {
      siteId: idOf(0),
      question: 'heard',
      dimension: 'listening',
      scale,
      counts: new Map([
        [1, 1],
        [4, 2],
      ]),
    },
    ...Array.from({ length: 11 }, (_, n) => ({
      siteId: idOf(n + 1),
      question: 'heard',
      dimension: 'listening' as const,
      scale,
      counts: new Map([
        [2, 5 + n],
        [4, 6],
      ]),
    })),
  ]
  offerFace('employees', async () => ({ ...days, occasion: { id: idOf(9999), name: 'Automne' }, facts: small }))
  const { link, places } = await readMirror(nowhere, undefined)
  const at = (n: number) =>
    places.find(({ siteId }) => siteId === idOf(n))!.rows.find(({ dimension }) => dimension === 'listening')!
  expect(at(0).employees).toEqual({ hidden: 'too_few' })
  expect(at(1).employees).toEqual({ hidden: 'would_reveal' })
  expect([at(0).gap, at(1).gap]).toEqual([null, null])
  expect(link.points.map(({ siteId }) => siteId)).not.toContain(idOf(0))
  expect([link.points.length, link.hiddenSites]).toEqual([10, 2])
})

test('five answers of one person are no five people; a dimension is told where each of its questions is', async () => {
  network('one', { sites: 1, shared: 0.5 })
  const asked = (people: number[], site = idOf(0)): FaceCount[] =>
    people.map((n, place) => ({
      siteId: site,
      question: `q${place}`,
      dimension: 'listening',
      scale,
      counts: new Map([
        [2, Math.floor(n / 2)],
        [4, Math.ceil(n / 2)],
      ]),
    }))
  const told = async (...facts: FaceCount[]) => {
    offerFace('employees', async () => ({ ...days, occasion: null, facts }))
    const { places } = await readMirror(nowhere, undefined)
    return places.map(
      ({ siteId, rows }) => [siteId, rows.find(({ dimension }) => dimension === 'listening')!.employees] as const,
    )
  }
  const many = asked([12, 12, 12, 12, 12], idOf(1))
  const [, one, other] = await told(...asked([2, 2, 2, 2, 2]), ...many)
  expect([one![1], other![1]]).toEqual([{ hidden: 'too_few' }, { hidden: 'would_reveal' }])
  const [, fewer] = await told(...asked([9, 9, 9, 9, 4]), ...many)
  expect(fewer![1]).toEqual({ hidden: 'too_few' })
  const [, enough] = await told(...asked([9, 9, 8, 9, 9]), ...many)
  expect(enough![1]).toMatchObject({ n: 8 })
})

test('a gap is shown when its interval leaves zero out', async () => {
  const of = (counts: [number, number][]): FaceCount => ({
    siteId: null,
    question: 'kept',
    dimension: 'delays',
    scale,
    counts: new Map(counts),
  })
  offerFace('employees', async () => ({
    ...days,
    occasion: null,
    facts: [
      of([
        [1, 10],
        [3, 20],
      ]),
    ],
  }))
  offerFace('customers', async () => ({
    ...days,
    occasion: null,
    facts: [
      of([
        [3, 100],
        [5, 100],
      ]),
    ],
  }))
  const [all] = (await readMirror(nowhere, undefined)).places
  expect(all!.rows[0]!.gap).toMatchObject({ shown: true, value: expect.closeTo(33.333 - 75, 2) as number })
  offerFace('employees', async () => ({
    ...days,
    occasion: null,
    facts: [
      of([
        [3, 10],
        [5, 9],
      ]),
    ],
  }))
  expect((await readMirror(nowhere, undefined)).places[0]!.rows[0]!.gap).toMatchObject({ shown: false })
})

test('nothing is said of a face that was not asked', async () => {
  offerFace('employees', async () => undefined)
  const mirror = await readMirror(nowhere, undefined)
  expect(mirror).toMatchObject({ wave: null, link: { state: 'too_few_sites', points: [] } })
  expect(mirror.places[0]!.rows[0]).toMatchObject({ employees: { hidden: 'nobody' }, gap: null })
  await expect(readMirror(nowhere, idOf(1))).rejects.toMatchObject({ code: 'wave.not_found' })
})

test('reliability: σ² between ÷ (σ² between + σ² within ÷ n)', () => {
  // Means 8 apart from each other around the middle, each with the standard error of 200 answers of spread 80.
  const se = 80 / Math.sqrt(200)
  const sites = [-8, 8, -8, 8].map((value) => ({ value, lo: 0, hi: 0, se }))
  const seen = (4 * 64) / 3
  expect(reliabilityOf(sites)).toBeCloseTo((seen - se ** 2) / seen, 12)
  expect(reliabilityOf(sites.map((site) => ({ ...site, se: 50 })))).toBe(0)
  expect(reliabilityOf(sites.slice(1, 2))).toBeNull()
})
