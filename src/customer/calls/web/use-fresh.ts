import { useState } from 'react'
import type { Call } from '../contract.ts'

/**
 * Ids of the calls that came since the list was opened; those of « Voir plus » are older than its first answer.
 * @param calls undefined while the answer to this `filter` is awaited.
 */
export function useFresh(calls: Call[] | undefined, filter: string): Set<string> {
  const [opened, setOpened] = useState<{ filter: string; newest: string }>()
  const isOpened = opened?.filter === filter
  if (calls && !isOpened) setOpened({ filter, newest: calls[0]?.startedAt ?? '' })
  const fresh = isOpened ? calls?.filter((call) => call.startedAt > opened.newest) : undefined
  return new Set(fresh?.map(({ id }) => id))
}
