import { type FaceMeans, listOccasions } from '#engine/measures'
import type { Tx } from '#kernel/db'
import { type ClusteredPair, clusteredCorrelation } from '#shared/statistics/clusters'
import { holm } from '#shared/statistics/score'
import type { CourseTest, MirrorCourse } from './contract.ts'
import { fewestSites } from './link.ts'
import { keyAt, meanOver, readFaces, toldByAll } from './mirror.ts'

/** Without the names of its sites. */
type Unnamed = Omit<MirrorCourse, 'places'> & { places: Omit<MirrorCourse['places'][number], 'siteName'>[] }
type Moment = { employees: FaceMeans | undefined; customers: FaceMeans | undefined }
/** What is looked at across two waves that follow one another. */
type Look = (before: Moment, after: Moment, place: string) => { x: number; y: number } | undefined

/** Waves needed before changes within sites are looked at: two changes each, the least of which one may lean on another. */
const fewestWaves = { one_after_the_other: 2, changes: 3 } as const
const mostChance = 0.05

/** Both faces wave by wave, all together and site by site, and what may be said of one following the other. */
export async function readCourse(tx: Tx, today: string, least: number): Promise<Unnamed> {
  const waves: (MirrorCourse['waves'][number] & Moment)[] = []
  for (const { id, name } of await listOccasions(tx, 'employees')) {
    const { employees, customers } = await readFaces(tx, id, today, least)
    if (employees) waves.push({ id, name, from: employees.from, to: employees.to, employees, customers })
  }
  const sites = [...new Set(waves.flatMap(({ employees }) => [...(employees?.means.values() ?? [])].flatMap(sitesIn)))]
  return {
    waves: waves.map(({ id, name, from, to }) => ({ id, name, from, to })),
    places: [null, ...sites]
      .map((siteId) => ({ siteId, points: waves.map((wave) => pointAt(wave, keyAt(siteId))) }))
      .filter(({ siteId, points }) => siteId === null || points.some((point) => point !== null)),
    tests: testsOf(waves, sites),
  }
}
const sitesIn = (means: Map<string, unknown>) =>
  [...means.keys()].flatMap((key) => (key.startsWith('site ') ? [key.slice('site '.length)] : []))

function pointAt({ employees, customers }: Moment, place: string) {
  const told = toldByAll(place, employees, customers)
  if (told.length === 0) return null
  const plain = ({ value, lo, hi }: ReturnType<typeof meanOver>) => ({ value, lo, hi })
  return { employees: plain(meanOver(told, employees, place)), customers: plain(meanOver(told, customers, place)) }
}

const looks: Record<CourseTest['order'], Look> = {
  employees_first: ({ employees }, { customers }, place) => across(employees, customers, place),
  customers_first: ({ customers }, { employees }, place) => across(customers, employees, place),
  // The same dimensions at both ends: otherwise what is told would move, not what is said.
  changes: (before, after, place) => {
    const told = toldByAll(place, before.employees, before.customers, after.employees, after.customers)
    if (told.length === 0) return undefined
    const moved = (face: keyof Moment) =>
      meanOver(told, after[face], place).value - meanOver(told, before[face], place).value
    return { x: moved('employees'), y: moved('customers') }
  },
}

function across(first: FaceMeans | undefined, then: FaceMeans | undefined, place: string) {
  const told = toldByAll(place, first, then)
  return told.length === 0 ? undefined : { x: meanOver(told, first, place).value, y: meanOver(told, then, place).value }
}

function testsOf(waves: readonly Moment[], sites: readonly string[]): CourseTest[] {
  const found = Object.entries(looks).map(([order, look]) => {
    const pairs = waves.slice(1).flatMap((after, place) =>
      besideTheirMean(
        sites.flatMap((site): ClusteredPair[] => {
          const pair = look(waves[place]!, after, keyAt(site))
          return pair ? [{ cluster: site, ...pair }] : []
        }),
      ),
    )
    return { order: order as CourseTest['order'], pairs, sites: new Set(pairs.map(({ cluster }) => cluster)).size }
  })
  const told = found.map((one) => ({ ...one, ...judge(one.order, one.pairs, one.sites, waves.length) }))
  const ps = holm(told.flatMap(({ measured }) => (measured ? [measured.p] : [])))
  return told.map(({ order, pairs, sites: count, state, measured }): CourseTest => {
    const base = { order, sites: count, pairs: pairs.length }
    if (!measured) return { ...base, state: state ?? 'too_few_sites', r: null, lo: null, hi: null, p: null }
    const p = ps.shift()!
    const { r, lo, hi } = measured
    return { ...base, state: state ?? (p < mostChance ? 'shown' : 'not_shown'), r, lo, hi, p }
  })
}

/** What moves all sites at once, a season or a rise in prices, says nothing of one face and the other. */
function besideTheirMean(pairs: readonly ClusteredPair[]): ClusteredPair[] {
  const mean = (side: 'x' | 'y') => pairs.reduce((sum, pair) => sum + pair[side], 0) / pairs.length
  const [x, y] = [mean('x'), mean('y')]
  return pairs.map((pair) => ({ ...pair, x: pair.x - x, y: pair.y - y }))
}

/** `state` as far as it does not depend on what is found. */
function judge(order: CourseTest['order'], pairs: readonly ClusteredPair[], sites: number, waves: number) {
  if (waves < fewestWaves[order === 'changes' ? 'changes' : 'one_after_the_other'])
    return { state: 'too_few_waves' as const, measured: null }
  if (sites < fewestSites.explored) return { state: 'too_few_sites' as const, measured: null }
  const exploring = sites < fewestSites.measured
  return {
    state: exploring ? ('exploratory' as const) : null,
    measured: clusteredCorrelation(pairs, { ranked: exploring }),
  }
}
