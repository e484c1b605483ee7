import type { Tx } from '#kernel/db'
import { csat } from '#shared/statistics/score'
import type { Face, FaceMean } from './faces.ts'
import { gatePlaces, keysOf, type Place } from './places.ts'

/** What was owed at a place by some day, to how many people, and how much of it was done by then. */
export type KeptCount = Place & { people: number; due: number; kept: number }
/** Days, both included. */
type Period = { from: string; to: string }
type KeptReader = (tx: Tx, period: Period) => Promise<KeptCount[]>

const readers = new Map<Face, KeptReader>()
/** A module publishes what is owed to a face, and how much of it is done in time. */
export const offerKept = (face: Face, read: KeptReader): void => void readers.set(face, read)

/** A share told as points of 100, with what a difference of two is calculated from. */
export type KeptShare = { satisfied: number; n: number; value: number; lo: number; hi: number }
export type KeptAt = KeptShare | Extract<FaceMean, { hidden: unknown }>

/** The share done in time by place (the keys of `keysOf`), through the gate over the people to whom it was owed. */
export async function readKept(tx: Tx, face: Face, period: Period, least: number): Promise<Map<string, KeptAt>> {
  const counts = (await readers.get(face)?.(tx, period)) ?? []
  const hidden = gatePlaces(
    counts.map(({ siteId, teamId, people }) => ({ siteId, teamId, n: people })),
    least,
  )
  const toldAt = (place: string): KeptAt => {
    const own = counts.filter((count) => keysOf(count).includes(place))
    const total = (of: 'due' | 'kept') => own.reduce((sum, count) => sum + count[of], 0)
    const share = csat({ satisfied: total('kept'), n: total('due') })
    const why = hidden.get(place) ?? null
    if (why || !share) return { hidden: why ?? 'nobody' }
    const points = { value: 100 * share.estimate, lo: 100 * share.lo, hi: 100 * share.hi }
    return { satisfied: total('kept'), n: share.n, ...points }
  }
  return new Map([...new Set(counts.flatMap(keysOf))].map((place) => [place, toldAt(place)] as const))
}
