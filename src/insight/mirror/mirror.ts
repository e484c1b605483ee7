import {
  everybody,
  type FaceMean,
  type FaceMeans,
  keyOfSite,
  type KeptAt,
  keyOfTeam,
  latestDay,
  leastAnswers,
  readFace,
  readKept,
  readLeast,
} from '#engine/measures'
import type { Tx } from '#kernel/db'
import { notFound } from '#shared/errors'
import { type Dimension, dimensions } from '#shared/questionnaire/definition'
import { csatDifference } from '#shared/statistics/score'
import type { Mirror, MirrorMean, MirrorRow } from './contract.ts'
import { type FaceOfSite, linkOf, type Pair } from './link.ts'

/** Without the names of its sites and teams, which are no measure. */
type Unnamed = Omit<Mirror, 'places'> & { places: (Spot & { rows: MirrorRow[] })[] }
type Spot = { siteId: string | null; teamId: string | null }

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
  const { employees, customers, from, to } = await readFaces(tx, waveId, today, least)
  if (waveId !== undefined && !employees) throw notFound('wave', waveId)
  const spots = spotsOf(employees, customers)
  const sites = spots.flatMap(({ siteId, teamId }) => (siteId !== null && teamId === null ? [siteId] : []))
  const pairs = sites.flatMap((siteId) => pairAt(siteId, employees, customers) ?? [])
  const kept = {
    employees: await readKept(tx, 'employees', { from, to }, least),
    customers: await readKept(tx, 'customers', { from, to }, least),
  }
  const rowsAt = ({ siteId, teamId }: Spot) => {
    const [ours, theirs] = [teamId === null ? keyAt(siteId) : keyOfTeam(siteId, teamId), keyAt(siteId)]
    const asked = dimensions.map((dimension) =>
      rowOfDimension(dimension, meanAt(employees, dimension, ours), meanAt(customers, dimension, theirs)),
    )
    return [...asked, rowOfKept(kept.employees.get(ours) ?? nobody, kept.customers.get(theirs) ?? nobody)].filter(
      ({ employees: one, customers: other }) => !isNobody(one) || !isNobody(other),
    )
  }
  return {
    wave: employees?.occasion ?? null,
    from,
    to,
    places: spots.map((spot) => ({ ...spot, rows: rowsAt(spot) })),
    link: linkOf(pairs, sites.length - pairs.length),
  }
}

/** A wave of the employees', the latest unless one is named, and the customers of the 90 days until its last. */
export async function readFaces(tx: Tx, waveId: string | undefined, today: string, least: number) {
  const employees = await readFace(tx, 'employees', { occasionId: waveId }, least)
  const to = employees?.to ?? today
  const from = new Date(Date.parse(to) - (customersDays - 1) * dayMs).toISOString().slice(0, 10)
  return { employees, customers: await readFace(tx, 'customers', { from, to }, least), from, to }
}

const nobody: FaceMean = { hidden: 'nobody' }
const isNobody = (mean: MirrorMean) => 'hidden' in mean && mean.hidden === 'nobody'
export const keyAt = (siteId: string | null) => (siteId === null ? everybody : keyOfSite(siteId))
export const meanAt = (face: FaceMeans | undefined, dimension: Dimension, place: string): FaceMean =>
  face?.means.get(dimension)?.get(place) ?? nobody

/** All together, every site of which one face says something, and teams where they are not the same as their site. */
function spotsOf(...faces: (FaceMeans | undefined)[]): Spot[] {
  const keys = new Set(faces.flatMap((face) => [...(face?.means.values() ?? [])].flatMap((means) => [...means.keys()])))
  const parts = [...keys].map((key) => key.split(' '))
  const sites = parts.flatMap(([kind, siteId]) => (kind === 'site' ? [siteId!] : []))
  const teams = parts.flatMap(([kind, siteId, teamId]) =>
    kind === 'team' ? [{ siteId: siteId || null, teamId: teamId! }] : [],
  )
  const alone = ({ siteId }: Spot) => siteId !== null && teams.filter((team) => team.siteId === siteId).length === 1
  return [
    { siteId: null, teamId: null },
    ...sites.map((siteId) => ({ siteId, teamId: null })),
    ...teams.filter((team) => !alone(team)),
  ]
}

function rowOfDimension(dimension: Dimension, employees: FaceMean, customers: FaceMean): MirrorRow {
  return { dimension, employees: shown(employees), customers: shown(customers), gap: gapOf(employees, customers) }
}
function rowOfKept(employees: KeptAt | FaceMean, customers: KeptAt | FaceMean): MirrorRow {
  const difference = 'satisfied' in employees && 'satisfied' in customers ? csatDifference(customers, employees) : null
  const gap = difference && {
    value: 100 * difference.estimate,
    lo: 100 * difference.lo,
    hi: 100 * difference.hi,
    shown: difference.lo > 0 || difference.hi < 0,
  }
  return { dimension: 'kept', employees: shown(employees), customers: shown(customers), gap }
}
const shown = (mean: KeptAt | FaceMean): MirrorMean =>
  'hidden' in mean ? mean : { value: mean.value, lo: mean.lo, hi: mean.hi, n: mean.n }

/** Different people answer different questions: two independent samples. */
function gapOf(employees: FaceMean, customers: FaceMean): MirrorRow['gap'] {
  if ('hidden' in employees || 'hidden' in customers) return null
  const value = employees.value - customers.value
  const half = z95 * Math.hypot(employees.se, customers.se)
  return { value, lo: value - half, hi: value + half, shown: Math.abs(value) > half }
}

/** The dimensions that every one of some faces tells at a place. */
export const toldByAll = (place: string, ...faces: (FaceMeans | undefined)[]): Dimension[] =>
  dimensions.filter((dimension) => faces.every((face) => !('hidden' in meanAt(face, dimension, place))))

/** What a face says at a place over some dimensions, each of which it tells. */
export const meanOver = (told: readonly Dimension[], face: FaceMeans | undefined, place: string): FaceOfSite =>
  together(
    told.flatMap((dimension) => {
      const mean = meanAt(face, dimension, place)
      return 'hidden' in mean ? [] : [mean]
    }),
  )

/** A site's two means over the dimensions that both faces tell; undefined when one face is hidden in all of them. */
function pairAt(siteId: string, employees: FaceMeans | undefined, customers: FaceMeans | undefined): Pair | undefined {
  const place = keyAt(siteId)
  const told = toldByAll(place, employees, customers)
  if (told.length === 0) return undefined
  return { siteId, employees: meanOver(told, employees, place), customers: meanOver(told, customers, place) }
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
  const rows = places[0]?.rows ?? []
  const rowOf = (dimension: Dimension): MirrorRow =>
    rows.find((row) => row.dimension === dimension) ?? rowOfDimension(dimension, nobody, nobody)
  return { wave, from, to, rowOf, today }
}
