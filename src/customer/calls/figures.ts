import type { Tx } from '#kernel/db'
import type { CallFilter } from './call-filter.ts'
import type { Grain, Grouping } from './statistics-contract.ts'
import * as repo from './statistics-repo.ts'
import type { FigureGroup, SiteDay, Total } from './statistics-repo.ts'

export type { FigureGroup, SiteDay, Total } from './statistics-repo.ts'

type Moment = { received: number; missed: number }

/** What statistics are made of, wherever the calls are counted. */
export type Figures = {
  total: (filter: CallFilter) => Promise<Total>
  /** How many of the filter's calls are left out. */
  countQuarantined: (filter: CallFilter) => Promise<number>
  /** The first so many of them, the most called first, and how many there are. */
  groups: (filter: CallFilter, by: Grouping, most?: number) => Promise<{ rows: FigureGroup[]; count: number }>
  heatmap: (filter: CallFilter) => Promise<(Moment & { weekday: number; hour: number })[]>
  zones: (filter: CallFilter) => Promise<{ zone: string; received: number }[]>
  series: (filter: CallFilter, grain: Grain) => Promise<(Moment & { at: string })[]>
  seriesBySite: (filter: CallFilter) => Promise<SiteDay[]>
  siteIds: (filter: CallFilter) => Promise<string[]>
}

/** Counted by the database, from what the transaction sees. */
export const figuresOf = (tx: Tx): Figures => ({
  total: (filter) => repo.total(tx, filter),
  countQuarantined: (filter) => repo.countQuarantined(tx, filter),
  groups: async (filter, by, most) => {
    const rows = await repo.groups(tx, filter, by)
    return { rows: rows.slice(0, most), count: rows.length }
  },
  heatmap: (filter) => repo.heatmap(tx, filter),
  zones: (filter) => repo.zones(tx, filter),
  series: (filter, grain) => repo.series(tx, filter, grain),
  seriesBySite: (filter) => repo.seriesBySite(tx, filter),
  siteIds: (filter) => repo.siteIds(tx, filter),
})
