import type { Grouping } from '../statistics-contract.ts'
import type { FigureGroup } from '../statistics-repo.ts'
import { flag } from './chunk.ts'
import { Seen } from './seen.ts'
import type { Calls } from './total.ts'

/** Where each figure of a group is in its part of one array: a group's figures lie side by side. */
const [received, answered, missed, firsts, acquired, sales, cents, talked, talks, width] = [
  0, 1, 2, 3, 4, 5, 6, 7, 8, 9,
]

/** The figures of each group, the most called first. */
export function groups(
  { columns, positions }: Calls,
  by: Grouping,
  most?: number,
): { rows: FigureGroup[]; count: number } {
  const texts = columns.words[by].texts
  const sums = sumsOf({ columns, positions }, by, texts.length)
  const people = peopleOf({ columns, positions }, by, sums)
  const found: FigureGroup[] = []
  for (const [code, key] of texts.entries()) {
    const figure = (which: number) => sums[code * width + which]!
    if (figure(received) === 0) continue
    found.push({
      key,
      received: figure(received),
      answered: figure(answered),
      missed: figure(missed),
      ongoing: figure(received) - figure(answered) - figure(missed),
      mean_talk: figure(talks) > 0 ? figure(talked) / figure(talks) : null,
      callers: people.callers[code]!,
      first_calls: figure(firsts),
      prospects: people.prospects[code]!,
      acquired: figure(acquired),
      sales: figure(sales),
      value_cents: figure(cents),
    })
  }
  const rows = found.toSorted((a, b) => b.received - a.received || inOrder(a.key, b.key))
  return { rows: rows.slice(0, most), count: rows.length }
}

function sumsOf({ columns, positions }: Calls, by: Grouping, count: number): Float64Array {
  const { flags, talk, sales: sold, value } = columns
  const codes = columns.codes[by]
  const sums = new Float64Array(count * width)
  for (let n = 0; n < positions.length; n += 1) {
    const position = positions[n]!
    const at = codes[position]! * width
    const bits = flags[position]!
    sums[at + received]! += 1
    const outcome = bits & flag.outcome
    if (outcome === flag.answered) {
      sums[at + answered]! += 1
      const seconds = talk[position]!
      if (seconds >= 0) {
        sums[at + talked]! += seconds
        sums[at + talks]! += 1
      }
    } else if (outcome === flag.missed) sums[at + missed]! += 1
    if (bits & flag.first) sums[at + firsts]! += 1
    if (bits & flag.acquired) sums[at + acquired]! += 1
    if (bits & flag.valued) {
      sums[at + sales]! += sold[position]!
      sums[at + cents]! += value[position]!
    }
  }
  return sums
}

/** Different people, group by group: they are put side by side first, by a counting sort. */
function peopleOf({ columns, positions }: Calls, by: Grouping, sums: Float64Array) {
  const { person, flags } = columns
  const codes = columns.codes[by]
  const count = sums.length / width
  const next = new Int32Array(count + 1)
  for (let code = 0; code < count; code += 1) next[code + 1] = next[code]! + sums[code * width + received]!
  const starts = next.slice()
  // The highest bit tells who had bought: there are fewer people than that.
  const sorted = new Uint32Array(positions.length)
  for (let n = 0; n < positions.length; n += 1) {
    const position = positions[n]!
    sorted[next[codes[position]!]!++] = person[position]! | (flags[position]! & flag.customer ? 0x8000_0000 : 0)
  }
  const [callers, prospects] = [new Int32Array(count), new Int32Array(count)]
  const [seen, hoped] = [new Seen(columns.people.size), new Seen(columns.people.size)]
  for (let code = 0; code < count; code += 1) {
    const [start, end] = [starts[code]!, starts[code + 1]!]
    for (let n = start; n < end; n += 1) {
      const who = sorted[n]! & 0x7fff_ffff
      if (seen.isNew(who)) callers[code]! += 1
      if (sorted[n]! < 0x8000_0000 && hoped.isNew(who)) prospects[code]! += 1
    }
    for (let n = start; n < end; n += 1) {
      seen.forget(sorted[n]! & 0x7fff_ffff)
      hoped.forget(sorted[n]! & 0x7fff_ffff)
    }
  }
  return { callers, prospects }
}

/** As PostgreSQL's `C` collation, nothing last. */
export function inOrder(a: string | null, b: string | null): number {
  if (a === b) return 0
  if (a === null || b === null) return a === null ? 1 : -1
  return a < b ? -1 : 1
}

export function siteIds({ columns, positions }: Calls): string[] {
  const has = new Uint8Array(columns.words.site.texts.length)
  const codes = columns.codes.site
  for (let n = 0; n < positions.length; n += 1) has[codes[positions[n]!]!] = 1
  return columns.words.site.texts.filter((text, code): text is string => text !== null && has[code] === 1)
}

export function zones({ columns, positions }: Calls) {
  const { flags } = columns
  const [codes, texts] = [columns.codes.zone, columns.words.zone.texts]
  const counts = new Int32Array(texts.length + 1)
  for (let n = 0; n < positions.length; n += 1) {
    const position = positions[n]!
    counts[flags[position]! & flag.hidden ? texts.length : codes[position]!]! += 1
  }
  return [...counts.entries()]
    .filter(([, count]) => count > 0)
    .map(([code, count]) => ({ zone: code === texts.length ? 'hidden' : (texts[code] ?? 'none'), received: count }))
    .toSorted((a, b) => b.received - a.received || inOrder(a.zone, b.zone))
}
