import { useNavigate, useSearch } from '@tanstack/react-router'
import { z } from 'zod'
import { AuditFilter } from '#kernel/audit/contract'

/** The filters as the address keeps them: days of the reader's calendar instead of instants, both included. */
export const AuditSearch = AuditFilter.pick({ kind: true, whoId: true, verb: true, objectId: true }).extend({
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
})
export type AuditSearch = z.output<typeof AuditSearch>
export type Change = (patch: Partial<AuditSearch>) => void

/** The state of the screen, kept in its address: it can be sent, bookmarked, and gone back to. */
export function useAuditSearch(): { search: AuditSearch; filter: AuditFilter; change: Change } {
  const search = AuditSearch.safeParse(useSearch({ strict: false })).data ?? {}
  const navigate = useNavigate()
  const change: Change = (patch) =>
    void navigate({ to: '/reglages/journal', search: { ...search, ...patch }, resetScroll: false })
  return { search, filter: filterOf(search), change }
}

export function filterOf({ from, to, ...rest }: AuditSearch): AuditFilter {
  return { ...rest, from: from && startOf(from), to: to && startOf(to, 1) }
}

/** The instant at which a day begins here, or one of the next days. */
function startOf(day: string, later = 0): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  return new Date(year, month - 1, date + later).toISOString()
}
