import type { Grain } from '../statistics-contract.ts'
import type { SiteDay } from '../statistics-repo.ts'
import { flag } from './chunk.ts'
import type { Calls } from './total.ts'

const start = Date.UTC(2000, 0, 1)
const dayMs = 86_400_000
const halves = 48

/** Days since 1 January 2000. */
export const dayOf = (iso: string): number => (Date.parse(iso) - start) / dayMs
export const isoOf = (day: number): string => new Date(start + day * dayMs).toISOString().slice(0, 10)
/** ISO: 1 is Monday. 1 January 2000 was a Saturday. */
export const weekdayOf = (day: number): number => ((((day + 5) % 7) + 7) % 7) + 1

/** Received and missed in each half-hour from a first day on: what heat maps and series of any grain are read from. */
export type Calendar = { first: number; received: Int32Array; missed: Int32Array }

export function calendar({ columns, positions }: Calls): Calendar {
  const { day, half, flags } = columns
  const { first, last } = bounds(day, positions)
  const size = positions.length === 0 ? 0 : (last - first + 1) * halves
  const [received, missed] = [new Int32Array(size), new Int32Array(size)]
  for (let n = 0; n < positions.length; n += 1) {
    const position = positions[n]!
    const at = (day[position]! - first) * halves + half[position]!
    received[at]! += 1
    if ((flags[position]! & flag.outcome) === flag.missed) missed[at]! += 1
  }
  return { first, received, missed }
}

function bounds(day: Int16Array, positions: Int32Array) {
  let [first, last] = [Infinity, -Infinity]
  for (let n = 0; n < positions.length; n += 1) {
    const one = day[positions[n]!]!
    if (one < first) first = one
    if (one > last) last = one
  }
  return { first, last }
}

type Counts = { received: number; missed: number }

/** The calendar's half-hours put together by a key, in the order of time. */
function together<K>({ first, received, missed }: Calendar, keyOf: (day: number, half: number) => K): Map<K, Counts> {
  const found = new Map<K, Counts>()
  for (let at = 0; at < received.length; at += 1) {
    if (received[at] === 0) continue
    const key = keyOf(first + Math.floor(at / halves), at % halves)
    const counts = found.get(key) ?? { received: 0, missed: 0 }
    counts.received += received[at]!
    counts.missed += missed[at]!
    found.set(key, counts)
  }
  return found
}

export const heatmap = (calls: Calendar) =>
  [...together(calls, (day, half) => weekdayOf(day) * 24 + (half >> 1))]
    .toSorted(([a], [b]) => a - b)
    .map(([key, counts]) => ({ weekday: Math.floor(key / 24), hour: key % 24, ...counts }))

export const series = (calls: Calendar, grain: Grain) =>
  [...together(calls, momentOf(grain))].map(([at, counts]) => ({ at, ...counts }))

function momentOf(grain: Grain): (day: number, half: number) => string {
  const two = (n: number) => String(n).padStart(2, '0')
  if (grain === 'month') return (day) => isoOf(day).slice(0, 7)
  if (grain === 'week') return (day) => isoOf(day - weekdayOf(day) + 1)
  if (grain === 'day') return isoOf
  if (grain === 'hour') return (day, half) => `${isoOf(day)}T${two(half >> 1)}:00`
  return (day, half) => `${isoOf(day)}T${two(half >> 1)}:${half % 2 === 0 ? '00' : '30'}`
}

/** Received per site and day. */
export function seriesBySite({ columns, positions }: Calls): SiteDay[] {
  const { day } = columns
  const [codes, texts] = [columns.codes.site, columns.words.site.texts]
  const { first, last } = bounds(day, positions)
  const counts = new Int32Array(positions.length === 0 ? 0 : (last - first + 1) * texts.length)
  for (let n = 0; n < positions.length; n += 1) {
    const position = positions[n]!
    counts[(day[position]! - first) * texts.length + codes[position]!]! += 1
  }
  return [...counts.entries()].flatMap(([at, received]) =>
    received === 0
      ? []
      : [{ site_id: texts[at % texts.length]!, day: isoOf(first + Math.floor(at / texts.length)), received }],
  )
}
