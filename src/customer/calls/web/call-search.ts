import { useNavigate, useSearch } from '@tanstack/react-router'
import { CallFilter, Grouping } from '../contract.ts'

const CallSearch = CallFilter.extend({ by: Grouping.default('campaign') })
export type Search = CallFilter & { by: Grouping }

/** What the address says, without the parts that mean nothing: an old or mistyped link still opens the rest. */
export function readSearch(raw: Record<string, unknown>): Search {
  const known = Object.entries(CallSearch.shape).flatMap(([key, shape]) => {
    const { success, data } = shape.safeParse(raw[key])
    return success && data !== undefined ? [[key, data]] : []
  })
  return Object.fromEntries(known) as Search
}

/** Filters that only shorten the list behind a figure. */
export const narrowing = {
  outcome: undefined,
  waiting: undefined,
  certainty: undefined,
  weekday: undefined,
  hour: undefined,
}

/** The calls that the figures speak of. */
export const scopeOf = (filter: CallFilter): CallFilter => ({ ...filter, ...narrowing })

/** The filter that a group of the statistics stands for. */
export const filterOf = {
  campaign: 'campaignId',
  medium: 'medium',
  channel: 'channel',
  number: 'numberId',
  site: 'siteId',
} as const satisfies Record<Grouping, keyof CallFilter>

export type Change = (patch: Partial<Search>) => void

/** The state of the screen, kept in its address: it can be sent, bookmarked, and gone back to. */
export function useCallSearch(): { filter: CallFilter; by: Grouping; search: Search; change: Change } {
  const search = readSearch(useSearch({ strict: false }))
  const navigate = useNavigate()
  const { by, ...filter } = search
  const change: Change = (patch) =>
    void navigate({ to: '/appels', search: forAddress({ ...search, ...patch }), resetScroll: false })
  return { filter, by, search, change }
}

/** The default grouping goes without saying. */
export const forAddress = ({ by, ...filter }: Partial<Search>): Partial<Search> => ({
  ...filter,
  by: by === 'campaign' ? undefined : by,
})
