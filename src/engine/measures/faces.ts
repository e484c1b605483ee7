import { listSites } from '#engine/people'
import type { Tx } from '#kernel/db'
import type { Dimension } from '#shared/questionnaire/definition'
import { weightedMean } from '#shared/statistics/score'
import { gate, type HiddenBecause, leastAnswers } from './gate.ts'

/** Customers and employees: one engine, two faces. */
export type Face = 'customers' | 'employees'

/** How many gave each mark to a question that asks about a dimension, at a site; null: at none in particular. */
export type FaceCount = {
  siteId: string | null
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

const readers = new Map<Face, FaceReader>()
/** A module publishes what its face was asked; whoever holds the faces together reads this, and no table of theirs. */
export const offerFace = (face: Face, read: FaceReader): void => void readers.set(face, read)

/** A mean on 0 … 100 with its 95 % interval, its spread and number; or why it is not told. */
export type FaceMean =
  | { value: number; lo: number; hi: number; se: number; sd: number; n: number }
  | { hidden: HiddenBecause | 'alike' }

/** A face's means by dimension: of all together (`null`) and of each site, as far as the gate lets them be told. */
export type FaceMeans = {
  from: string
  to: string
  occasion: FaceFacts['occasion']
  means: Map<Dimension, Map<string | null, FaceMean>>
}

/**
 * What a face says, dimension by dimension. Employees' go through the gate of anonymity, sites and all together; what
 * customers say is nobody's secret here, but too few of them are told no more than too few employees.
 */
export async function readFace(tx: Tx, face: Face, asked: Parameters<FaceReader>[1]): Promise<FaceMeans | undefined> {
  const read = await readers.get(face)?.(tx, asked)
  if (!read) return undefined
  const { facts, ...period } = read
  const means = new Map<Dimension, Map<string | null, FaceMean>>()
  for (const [dimension, own] of Map.groupBy(facts, (fact) => fact.dimension)) means.set(dimension, gatedMeans(own))
  return { ...period, means }
}

const whole = 'whole'
function gatedMeans(facts: readonly FaceCount[]): Map<string | null, FaceMean> {
  const values = new Map<string | null, (readonly [number, number])[]>([[null, []]])
  for (const { siteId, scale, counts } of facts)
    for (const [mark, n] of counts) {
      const point = [(100 * (mark - scale.from)) / (scale.to - scale.from), n] as const
      values.get(null)!.push(point)
      if (siteId !== null) values.set(siteId, [...(values.get(siteId) ?? []), point])
    }
  const sites = [...values.keys()].filter((key) => key !== null)
  const n = (key: string | null) => values.get(key)!.reduce((sum, [, times]) => sum + times, 0)
  const hidden = gate(
    [{ name: whole, n: n(null) }, ...sites.map((site) => ({ name: site, n: n(site), parent: whole }))],
    leastAnswers.scores,
  )
  return new Map([null, ...sites].map((key, place) => [key, told(hidden[place] ?? null, values.get(key)!)] as const))
}

function told(hidden: HiddenBecause | null, values: readonly (readonly [number, number])[]): FaceMean {
  if (hidden) return { hidden }
  const mean = weightedMean(values)
  if (!mean) return { hidden: 'too_few' }
  if (mean.sd === 0) return { hidden: 'alike' }
  const { estimate, lo, hi, se, sd, n } = mean
  return { value: estimate, lo: Math.max(0, lo), hi: Math.min(100, hi), se, sd, n }
}

/** The names of the sites, for whoever shows their means. */
export const siteNames = async (tx: Tx): Promise<Map<string, string>> =>
  new Map((await listSites(tx)).map(({ id, name }) => [id, name]))
