import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Failure } from './failure.tsx'
import { Loading } from './loading.tsx'

type ListedProps<T> = {
  query: UseQueryResult<{ items: T[] }>
  /** Those that the list is about, when they are not all. */
  items?: T[]
  /** What the screen is for and the next step. */
  empty: ReactNode
  children: (items: T[]) => ReactNode
}

/** A list in each of its states: awaited, failed, empty, there. What was read stays on screen when reading again fails. */
export function Listed<T>({ query, items = query.data?.items, empty, children }: ListedProps<T>) {
  if (items) return items.length === 0 ? empty : children(items)
  if (query.isError) return <Failure error={query.error} retry={query.refetch} />
  return <Loading />
}
