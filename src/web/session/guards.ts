import type { QueryClient } from '@tanstack/react-query'
import { redirect } from '@tanstack/react-router'
import { getSetup } from '#kernel/auth/contract'
import { ApiError, callApi } from '#web/api'
import { session } from './session.ts'

/** Lets whoever is signed in through; others sign in first, then come back to `href`. */
export async function requireSession(queries: QueryClient, href: string) {
  try {
    await queries.ensureQueryData(session)
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 401) throw error
    throw redirect({ to: '/connexion', search: href === '/' ? {} : { retour: href }, replace: true })
  }
}

/** Before anybody can sign in, there is an organisation to create. */
export async function leaveToSetup() {
  const { needed } = await callApi(getSetup)
  if (needed) throw redirect({ to: '/bienvenue', replace: true })
}

export async function leaveOnceSetUp() {
  const { needed } = await callApi(getSetup)
  if (!needed) throw redirect({ to: '/', replace: true })
}

/** Only an address of this app: a link from elsewhere must not send to another site after the sign-in. */
export function whereToReturn({ retour }: Record<string, unknown>): { retour?: string } {
  return typeof retour === 'string' && /^\/(?![/\\]|connexion)[^\s\\]*$/.test(retour) ? { retour } : {}
}
