import {
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
  type InfiniteData,
  type UseInfiniteQueryResult,
  type UseMutationResult,
  type UseQueryResult,
} from '@tanstack/react-query'
import type { Endpoint, Reply, Request } from '#shared/endpoint'
import { callApi, type Given } from './call.ts'
import type { ApiError } from './error.ts'

type ReadOptions = {
  /** Live topics after which it is read again. */
  topic?: string | string[]
  enabled?: boolean
  /** Shows the previous answer while a new filter is read. */
  keepPrevious?: boolean
  /** Milliseconds. */
  refetchInterval?: number | false
}

/** The same for « nothing asked » and for an empty request. */
export const keyOf = <E extends Endpoint>(endpoint: E, request?: Request<E>): unknown[] => {
  const name = `${endpoint.method} ${endpoint.path}`
  return request === undefined || Object.keys(request).length === 0 ? [name] : [name, request]
}

/** Reads an endpoint and keeps it fresh. */
export function useEndpoint<E extends Endpoint>(
  endpoint: E,
  ...[request, { topic, keepPrevious, ...options } = {}]: Given<E, ReadOptions>
): UseQueryResult<Reply<E>, ApiError> {
  return useQuery<Reply<E>, ApiError>({
    queryKey: keyOf(endpoint, request),
    queryFn: ({ signal }) =>
      callApi(endpoint, ...([request, { signal }] as unknown as Given<E, { signal: AbortSignal }>)),
    meta: { topic },
    placeholderData: keepPrevious ? keepPreviousData : undefined,
    ...options,
  })
}

/** Reads a list step by step: `data.pages.flatMap((page) => page.items)`, `fetchNextPage()`. */
export function useEndpointPages<E extends Endpoint>(
  endpoint: E,
  ...[request, { topic, keepPrevious, ...options } = {}]: Given<E, ReadOptions>
): UseInfiniteQueryResult<InfiniteData<Reply<E>>, ApiError> {
  const { query, ...rest } = (request ?? {}) as { query?: object }
  return useInfiniteQuery<Reply<E>, ApiError, InfiniteData<Reply<E>>, unknown[], string | undefined>({
    queryKey: [...keyOf(endpoint, request), 'pages'],
    queryFn: ({ signal, pageParam: cursor }) =>
      callApi(
        endpoint,
        ...([{ ...rest, query: { ...query, cursor } }, { signal }] as unknown as Given<E, { signal: AbortSignal }>),
      ),
    initialPageParam: undefined,
    getNextPageParam: (last) => (last as { next: string | null }).next ?? undefined,
    meta: { topic },
    placeholderData: keepPrevious ? keepPreviousData : undefined,
    ...options,
  })
}

type ActionOptions<E> = {
  onSuccess?: (reply: Reply<E>, request: Request<E>) => unknown
  /** Endpoints to read again, whatever was asked of them. */
  reads?: Endpoint[]
  /** The screen shows `error` itself, such as a form; otherwise a refusal is shown as a notice. */
  inline?: boolean
}

/** Writes through an endpoint: `mutate({ params, body })`. */
export function useAction<E extends Endpoint>(
  endpoint: E,
  { onSuccess, reads = [], inline = false }: ActionOptions<E> = {},
): UseMutationResult<Reply<E>, ApiError, Request<E>> {
  const queries = useQueryClient()
  return useMutation<Reply<E>, ApiError, Request<E>>({
    mutationFn: (request) => callApi(endpoint, ...([request] as unknown as Given<E, never>)),
    meta: { inline },
    onSuccess: async (reply, request) => {
      await onSuccess?.(reply, request)
      await Promise.all(reads.map((read) => queries.invalidateQueries({ queryKey: keyOf(read) })))
    },
  })
}
