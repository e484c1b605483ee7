import type { CallFilter } from '../call-filter.ts'
import { filterOf, groupings } from '../statistics-contract.ts'
import { dayOf, weekdayOf } from './calendar.ts'
import { flag } from './chunk.ts'
import { blockSize, type Columns } from './columns.ts'

/** Whose calls: null for every site's. */
export type Asked = CallFilter & { siteIds?: readonly string[] | null }

type Test = (position: number) => boolean

/**
 * The positions of the calls that a filter holds for, in no order: the same as `filter-repo`'s `where`, but for what that
 * can do alone, texts of numbers and shared credit.
 */
export function select(columns: Columns, filter: Asked): Int32Array {
  const [from, to] = [filter.from ? dayOf(filter.from) : -Infinity, filter.to ? dayOf(filter.to) : Infinity]
  const isWithin = (block: number) => columns.lastDay[block]! >= from && columns.firstDay[block]! <= to
  const blocks = Array.from({ length: Math.ceil(columns.length / blockSize) }, (_, block) => block).filter(isWithin)
  const found = new Int32Array(blocks.length * blockSize)
  let count = 0
  const { day, flags } = columns
  // What every figure asks first, in one pass without a call in it.
  const [bits, wanted] =
    filter.quarantine === 'all' ? [0, 0] : [flag.quarantined, filter.quarantine ? flag.quarantined : 0]
  for (const block of blocks) {
    const end = Math.min(columns.length, (block + 1) * blockSize)
    for (let position = block * blockSize; position < end; position += 1)
      if (day[position]! >= from && day[position]! <= to && (flags[position]! & bits) === wanted)
        found[count++] = position
  }
  for (const test of testsOf(columns, filter)) {
    let kept = 0
    for (let n = 0; n < count; n += 1) if (test(found[n]!)) found[kept++] = found[n]!
    count = kept
  }
  return found.subarray(0, count)
}

function testsOf(columns: Columns, filter: Asked): Test[] {
  const { flags, day, half, talk, sales, tags } = columns
  const tests: Test[] = []
  const flagged = (bits: number, wanted: number) => tests.push((position) => (flags[position]! & bits) === wanted)
  if (filter.siteIds) {
    const codes = columns.codes.site
    const seen = new Set(filter.siteIds.map((id) => columns.words.site.find(id)))
    tests.push((position) => seen.has(codes[position]!))
  }
  for (const by of groupings) {
    const text = filter[filterOf[by]]
    if (text === undefined) continue
    const [codes, code] = [columns.codes[by], columns.words[by].find(text)]
    tests.push((position) => codes[position] === code)
  }
  if (filter.outcome) flagged(flag.outcome, filter.outcome === 'ongoing' ? 0 : flag[filter.outcome])
  if (filter.certainty) flagged(flag.certainty, filter.certainty === 'support' ? 0 : flag[filter.certainty])
  if (filter.customer) flagged(flag.customer, filter.customer === 'yes' ? flag.customer : 0)
  if (filter.waiting) flagged(flag.outcome | flag.spoken, flag.missed)
  if (filter.sold) tests.push((position) => sales[position]! > 0)
  if (filter.tagId) tests.push((position) => tags.get(position)?.includes(filter.tagId!) ?? false)
  if (filter.talkedSeconds) tests.push((position) => talk[position]! >= filter.talkedSeconds!)
  if (filter.weekday !== undefined) tests.push((position) => weekdayOf(day[position]!) === filter.weekday)
  if (filter.hour !== undefined) tests.push((position) => half[position]! >> 1 === filter.hour)
  return tests
}
