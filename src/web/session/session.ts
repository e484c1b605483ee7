import { queryOptions, useQuery } from '@tanstack/react-query'
import { getSession, type Me } from '#kernel/auth/contract'
import { callApi, keyOf, type ApiError } from '#web/api'

/** Who is signed in: read once, before the first screen. */
export const session = queryOptions<Me, ApiError>({
  queryKey: keyOf(getSession),
  queryFn: () => callApi(getSession),
  staleTime: Number.POSITIVE_INFINITY,
})

/** Whoever is signed in. Only inside the pages that ask for a session. */
export function useMe(): Me {
  const { data } = useQuery(session)
  if (!data) throw new Error('useMe outside of a session')
  return data
}

/** Whether the reader has a right, such as `calls.read`: hides what would be refused. */
export const useCan = (right: string): boolean => useMe().rights.includes(right)
