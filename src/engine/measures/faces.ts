import { listSites, listTeams } from '#engine/people'
import type { Tx } from '#kernel/db'
import type { Dimension } from '#shared/questionnaire/definition'
import { weightedMean } from '#shared/statistics/score'
import { dayAt } from '#shared/zone'
import type { HiddenBecause } from './gate.ts'
import { gatePlaces, keysOf, type Place } from './places.ts'

/** Customers and employees: one engine, two faces. */
export type Face = 'customers' | 'employees'

/** How many people gave each mark to a question that asks about a dimension, at a place. */
export type FaceCount = Place & {
  /** One person answers it once: people are counted question by question. */
  question: string
  dimension: Dimension
  /** The lowest and highest mark of its scale. */
  scale: { from: number; to: number }
  counts: ReadonlyMap<number, number>
}
/** What a face was asked within some days. `occasion`: what they call it, such as a wave; `none` of it: nothing to tell. */
export type FaceFacts = { from: string; to: string; occasion: { id: string; name: string } | null; facts: FaceCount[] }
type FaceReader = (
  tx: Tx,
  asked: { from: string; to: string } | { occasionId?: string | undefined },
) => Promise<FaceFacts | undefined>

type OccasionsReader = (tx: Tx) => Promise<{ id: string; name: string }[]>
const readers = new Map<Face, { read: FaceReader; occasions: OccasionsReader }>()
/**
 * A module publishes what its face was asked; whoever holds the faces together reads this, and no table of theirs.
 * @param occasions those of the same questions as the latest, oldest first; of other questions or from elsewhere, none.
 */
export const offerFace = (face: Face, read: FaceReader, occasions: OccasionsReader = async () => []): void =>
  void readers.set(face, { read, occasions })
/** The occasions on which a face was asked the same questions, oldest first. */
export const listOccasions = async (tx: Tx, face: Face) => (await readers.get(face)?.occasions(tx)) ?? []

/** A mean on 0 … 100 with its 95 % interval, its spread and number; or why it is not told. */
export type FaceMean =
  | { value: number; lo: number; hi: number; se: number; sd: number; n: number }
  | { hidden: HiddenBecause | 'alike' }

/** A face's means by dimension and place (the keys of `keysOf`), as far as the gate lets them be told. */
export type FaceMeans = {
  from: string
  to: string
  occasion: FaceFacts['occasion']
  means: Map<Dimension, Map<string, FaceMean>>
}

/**
 * What a face says, dimension by dimension, of all together, each site and each team. Every question goes through the gate by
 * itself, with teams where the face has them: the same tree as everywhere else. Of employees a dimension is told where
 * each of its questions is; customers are nobody's secret here, and what too few of them said is left out.
 * @param least people, of `readLeast`.
 */
export async function readFace(
  tx: Tx,
  face: Face,
  asked: Parameters<FaceReader>[1],
  least: number,
): Promise<FaceMeans | undefined> {
  const read = await readers.get(face)?.read(tx, asked)
  if (!read) return undefined
  const { facts, ...period } = read
  const means = new Map<Dimension, Map<string, FaceMean>>()
  for (const [dimension, own] of Map.groupBy(facts, (fact) => fact.dimension)) {
    const questions = [...Map.groupBy(own, ({ question }) => question).values()].map((one) => meansOf(one, least))
    const at = (place: string) => questions.map((question) => question.get(place) ?? nobody)
    means.set(dimension, new Map(placesIn(own).map((place) => [place, together(at(place), face)] as const)))
  }
  return { ...period, means }
}

const nobody: FaceMean = { hidden: 'nobody' }

const placesIn = (facts: readonly FaceCount[]) => [...new Set(facts.flatMap(keysOf))]

/** The means of one question. */
function meansOf(facts: readonly FaceCount[], least: number): Map<string, FaceMean> {
  const peopleIn = (counts: FaceCount['counts']) => [...counts.values()].reduce((sum, n) => sum + n, 0)
  const hidden = gatePlaces(
    facts.map(({ siteId, teamId, counts }) => ({ siteId, teamId, n: peopleIn(counts) })),
    least,
  )
  return new Map(
    placesIn(facts).map((place) => {
      const own = facts.filter((fact) => keysOf(fact).includes(place))
      const points = own.flatMap(({ scale, counts }) =>
        [...counts].map(([mark, n]) => [(100 * (mark - scale.from)) / (scale.to - scale.from), n] as const),
      )
      return [place, told(hidden.get(place) ?? null, points)] as const
    }),
  )
}

function told(hidden: HiddenBecause | null, points: readonly (readonly [number, number])[]): FaceMean {
  if (hidden) return { hidden }
  const mean = weightedMean(points)
  if (!mean) return { hidden: 'too_few' }
  if (mean.sd === 0) return { hidden: 'alike' }
  const { estimate, lo, hi, se, sd, n } = mean
  return { value: estimate, lo: Math.max(0, lo), hi: Math.min(100, hi), se, sd, n }
}

/** Several questions of one dimension. One person's answers go together: their errors are not averaged away. */
function together(parts: readonly FaceMean[], face: Face): FaceMean {
  const shown = parts.flatMap((part) => ('hidden' in part ? [] : [part]))
  const hidden = parts.find((part) => 'hidden' in part)
  if (hidden && (face === 'employees' || shown.length === 0)) return hidden
  if (shown.length === 1) return shown[0]!
  const all = shown.reduce((sum, { n }) => sum + n, 0)
  const mean = (of: (part: (typeof shown)[number]) => number) =>
    shown.reduce((sum, part) => sum + (of(part) * part.n) / all, 0)
  return {
    value: mean(({ value }) => value),
    lo: mean(({ lo }) => lo),
    hi: mean(({ hi }) => hi),
    se: mean(({ se }) => se),
    sd: mean(({ sd }) => sd),
    n: face === 'employees' ? Math.min(...shown.map(({ n }) => n)) : Math.max(...shown.map(({ n }) => n)),
  }
}

/** The latest day that it is at any site: what was answered there after midnight is of today too. */
export const latestDay = async (tx: Tx, now = new Date()): Promise<string> => {
  const zones = new Set((await listSites(tx)).map(({ timeZone }) => timeZone))
  return [...zones, 'Europe/Paris']
    .map((zone) => dayAt(now.getTime(), zone))
    .toSorted()
    .at(-1)!
}

/** The names of sites and teams, for whoever shows their means. */
export const placeNames = async (tx: Tx): Promise<Map<string, string>> =>
  new Map([...(await listSites(tx)), ...(await listTeams(tx))].map(({ id, name }) => [id, name]))
