import type { QueryClient } from '@tanstack/react-query'
import { redirect } from '@tanstack/react-router'
import { beginSingleSignOn, finishSingleSignOn } from '#kernel/auth/contract'
import { callApi, useAction } from '#web/api'
import { whereToReturn } from './guards.ts'
import { session } from './session.ts'

/** As it is in the address bar: the router would write it its own way. */
const arrivedWith = globalThis.location?.search ?? ''

/** Leaves for a provider. */
export const useWayIn = () =>
  useAction(beginSingleSignOn, { inline: true, onSuccess: ({ address }) => location.assign(address) })

/** Comes in with what the provider sent back; what it refuses is the page's error. */
export async function comeBack(queries: QueryClient): Promise<never> {
  const { me, returnTo } = await callApi(finishSingleSignOn, { body: { query: arrivedWith } })
  queries.setQueryData(session.queryKey, me ?? undefined)
  throw redirect({ href: whereToReturn({ retour: returnTo }).retour ?? '/', replace: true })
}
