import { useNavigate, useSearch } from '@tanstack/react-router'
import { CallFilter, getCallStatistics, Grain, Grouping } from '../contract.ts'

const Compare = getCallStatistics.query!.shape.compare
export const CallSearch = CallFilter.extend({ by: Grouping.optional(), grain: Grain.optional(), compare: Compare })
/** `grain`: as chosen; left out, the one that suits the period. */
export type Search = CallFilter & { by: Grouping; grain?: Grain; compare?: 'previous' | 'year' }

/** What the address says, without the parts that mean nothing: an old or mistyped link still opens the rest. */
export function readSearch(raw: Record<string, unknown>): Search {
  const known = Object.entries(CallSearch.shape).flatMap(([key, shape]) => {
    const { success, data } = shape.safeParse(raw[key])
    return success && data !== undefined ? [[key, data]] : []
  })
  return { by: 'campaign', ...Object.fromEntries(known) }
}

/** Filters that only shorten the list behind a figure. */
export const narrowing = {
  outcome: undefined,
  waiting: undefined,
  quarantine: undefined,
  sold: undefined,
  customer: undefined,
  talkedSeconds: undefined,
  certainty: undefined,
  weekday: undefined,
  hour: undefined,
}

/** The calls that the figures speak of. */
export const scopeOf = (filter: CallFilter): CallFilter => ({ ...filter, ...narrowing })

export type Change = (patch: Partial<Search>) => void

/** The state of the screen, kept in its address: it can be sent, bookmarked, and gone back to. */
export function useCallSearch(): { filter: CallFilter; search: Search; change: Change } {
  const search = readSearch(useSearch({ strict: false }))
  const navigate = useNavigate()
  const { by: _by, grain: _grain, compare: _compare, ...filter } = search
  const change: Change = (patch) =>
    void navigate({ to: '/appels', search: forAddress({ ...search, ...patch }), resetScroll: false })
  return { filter, search, change }
}

/** The default grouping goes without saying. */
export const forAddress = ({ by, credit, ...filter }: Partial<Search>): Partial<Search> => ({
  ...filter,
  by: by === 'campaign' ? undefined : by,
  credit: credit === 'last' ? undefined : credit,
})
