import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { ApiError } from './error.ts'

type Told = {
  /** The session ended while the app was open. */
  signedOut: () => void
  /** A write was refused and its screen does not say so itself. */
  refused: (error: Error) => void
}

const isSignedOut = (error: Error) => error instanceof ApiError && error.code === 'session.required'

/** Answers are taken for fresh for 30 s; a refusal is not asked again, an absence of answer is, twice. */
export function createQueries({ signedOut, refused }: Told): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({ onError: (error) => isSignedOut(error) && signedOut() }),
    mutationCache: new MutationCache({
      onError: (error, _request, _context, mutation) => {
        if (isSignedOut(error)) signedOut()
        else if (!mutation.meta?.['inline']) refused(error)
      },
    }),
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        retry: (count, error) => count < 2 && error instanceof ApiError && (error.status === 0 || error.status >= 502),
      },
      mutations: { networkMode: 'always' },
    },
  })
}
