import { type FaceMean, type FaceMeans, latestDay, leastAnswers, readFace, readLeast } from '#engine/measures'
import type { Tx } from '#kernel/db'
import { notFound } from '#shared/errors'
import { type Dimension, dimensions } from '#shared/questionnaire/definition'
import type { Mirror, MirrorMean, MirrorRow } from './contract.ts'
import { type FaceOfSite, linkOf, type Pair } from './link.ts'

/** Without the names of its sites, which are no measure. */
type Unnamed = Omit<Mirror, 'places'> & { places: Omit<Mirror['places'][number], 'siteName'>[] }

const customersDays = 90
const dayMs = 86_400_000
const z95 = 1.959963985

/**
 * The two faces held against each other: the customers' of the 90 days until the wave's last.
 * @throws {DomainError} `wave.not_found` (404) for a wave that is not there, or not closed.
 */
export async function readMirror(
  tx: Tx,
  waveId: string | undefined,
  today = new Date().toISOString().slice(0, 10),
  least: number = leastAnswers.scores,
): Promise<Unnamed> {
  const employees = await readFace(tx, 'employees', { occasionId: waveId }, least)
  if (waveId !== undefined && !employees) throw notFound('wave', waveId)
  const to = employees?.to ?? today
  const from = new Date(Date.parse(to) - (customersDays - 1) * dayMs).toISOString().slice(0, 10)
  const customers = await readFace(tx, 'customers', { from, to }, least)
  const places = placesOf(employees, customers)
  const rowsOf = (siteId: string | null) =>
    dimensions
      .map((dimension) =>
        rowOfDimension(dimension, meanAt(employees, dimension, siteId), meanAt(customers, dimension, siteId)),
      )
      .filter(({ employees: one, customers: other }) => !isNobody(one) || !isNobody(other))
  const pairs = places.flatMap((siteId) => (siteId === null ? [] : (pairOf(siteId, employees, customers) ?? [])))
  return {
    wave: employees?.occasion ?? null,
    from,
    to,
    places: places.map((siteId) => ({ siteId, rows: rowsOf(siteId) })),
    link: linkOf(pairs, places.length - 1 - pairs.length),
  }
}

const nobody: FaceMean = { hidden: 'nobody' }
const isNobody = (mean: MirrorMean) => 'hidden' in mean && mean.hidden === 'nobody'
const meanAt = (face: FaceMeans | undefined, dimension: Dimension, siteId: string | null): FaceMean =>
  face?.means.get(dimension)?.get(siteId) ?? nobody

/** All together, and every site of which one face says something. */
function placesOf(...faces: (FaceMeans | undefined)[]): (string | null)[] {
  const sites = faces.flatMap((face) => [...(face?.means.values() ?? [])].flatMap((means) => [...means.keys()]))
  return [null, ...new Set(sites.filter((key) => key !== null))]
}

function rowOfDimension(dimension: Dimension, employees: FaceMean, customers: FaceMean): MirrorRow {
  return { dimension, employees: shown(employees), customers: shown(customers), gap: gapOf(employees, customers) }
}
const shown = (mean: FaceMean): MirrorMean =>
  'hidden' in mean ? mean : { value: mean.value, lo: mean.lo, hi: mean.hi, n: mean.n }

/** Different people answer different questions: two independent samples. */
function gapOf(employees: FaceMean, customers: FaceMean): MirrorRow['gap'] {
  if ('hidden' in employees || 'hidden' in customers) return null
  const value = employees.value - customers.value
  const half = z95 * Math.hypot(employees.se, customers.se)
  return { value, lo: value - half, hi: value + half, shown: Math.abs(value) > half }
}

/** A site's two means over the dimensions that both faces tell; undefined when one face is hidden in all of them. */
function pairOf(siteId: string, employees: FaceMeans | undefined, customers: FaceMeans | undefined): Pair | undefined {
  const both = dimensions.flatMap((dimension) => {
    const [one, other] = [meanAt(employees, dimension, siteId), meanAt(customers, dimension, siteId)]
    return 'hidden' in one || 'hidden' in other ? [] : [{ one, other }]
  })
  if (both.length === 0) return undefined
  return {
    siteId,
    employees: together(both.map(({ one }) => one)),
    customers: together(both.map(({ other }) => other)),
  }
}

/** One person's answers to several dimensions go together: their errors are not averaged away. */
function together(means: { value: number; se: number }[]): FaceOfSite {
  const value = means.reduce((sum, mean) => sum + mean.value, 0) / means.length
  const se = means.reduce((sum, mean) => sum + mean.se, 0) / means.length
  return { value, lo: Math.max(0, value - z95 * se), hi: Math.min(100, value + z95 * se), se }
}

/** What both faces say of one dimension, all sites together: for whoever holds a promise against it. */
export async function rowOfWhole(tx: Tx) {
  const today = await latestDay(tx)
  const { wave, from, to, places } = await readMirror(tx, undefined, today, (await readLeast(tx)).scores)
  const rows = places.find(({ siteId }) => siteId === null)?.rows ?? []
  const rowOf = (dimension: Dimension): MirrorRow =>
    rows.find((row) => row.dimension === dimension) ?? rowOfDimension(dimension, nobody, nobody)
  return { wave, from, to, rowOf, today }
}
