import type { QueryClient } from '@tanstack/react-query'
import { redirect } from '@tanstack/react-router'
import { session } from '#web/session'
import { places, today } from './site-map.ts'

/** Those who may not read calls begin at the first place that is theirs. */
export function leaveToOwnPlace(queries: QueryClient) {
  const rights = queries.getQueryData(session.queryKey)?.rights ?? []
  if (rights.includes(today.right)) return
  const own = places.find(({ right }) => rights.includes(right))
  if (own) throw redirect({ to: own.to, replace: true })
}
