import type { Figures } from '../figures.ts'
import type { Grain, Grouping } from '../statistics-contract.ts'
import { type Calendar, calendar, heatmap, series, seriesBySite } from './calendar.ts'
import type { Chunk } from './chunk.ts'
import { Columns } from './columns.ts'
import { groups, siteIds, zones } from './groups.ts'
import { type Asked, select } from './select.ts'
import { type Calls, total } from './total.ts'

/** One figure of one organisation. `by`: a grouping or a grain, for those that ask for one. */
export type Question = {
  what: keyof Figures
  filter: Asked
  by?: Grouping | Grain | undefined
  /** Of groups, how many at most. */
  most?: number | undefined
}

/** A screen asks for several figures of the same calls. */
type Kept = { calls: Calls; calendar?: Calendar }
const mostKept = 3

/** An organisation's calls, ready to be counted. */
export class Counter {
  readonly #columns = new Columns()
  readonly #kept = new Map<string, Kept>()

  put(chunk: Chunk): void {
    this.#columns.put(chunk)
    this.#kept.clear()
  }

  answer({ what, filter, by, most }: Question): unknown {
    if (what === 'countQuarantined') return select(this.#columns, { ...filter, quarantine: 'yes' }).length
    const kept = this.#select(filter)
    const whenever = () => (kept.calendar ??= calendar(kept.calls))
    const answers: Record<Exclude<Question['what'], 'countQuarantined'>, () => unknown> = {
      total: () => total(kept.calls),
      groups: () => groups(kept.calls, by as Grouping, most),
      heatmap: () => heatmap(whenever()),
      series: () => series(whenever(), by as Grain),
      zones: () => zones(kept.calls),
      siteIds: () => siteIds(kept.calls),
      seriesBySite: () => seriesBySite(kept.calls),
    }
    return answers[what]()
  }

  #select(filter: Asked): Kept {
    const key = JSON.stringify(filter)
    const known = this.#kept.get(key)
    if (known) return known
    const [oldest] = this.#kept.keys()
    if (this.#kept.size >= mostKept && oldest !== undefined) this.#kept.delete(oldest)
    const kept = { calls: { columns: this.#columns, positions: select(this.#columns, filter) } }
    this.#kept.set(key, kept)
    return kept
  }
}
