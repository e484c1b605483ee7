import { createRouter } from '@tanstack/react-router'
import { createQueries } from '#web/api'
import { session } from '#web/session'
import { Crash, NotFound } from '#web/shell'
import { Loading, notify } from '#web/ui'
import { routeTree } from './routeTree.gen.ts'

let leaving = false

export const queries = createQueries({
  signedOut() {
    // Several answers tell it at once; and before the first screen there is no session to lose, its guard sees to it.
    if (leaving || !queries.getQueryData(session.queryKey)) return
    leaving = true
    void router
      .navigate({ to: '/connexion', search: { retour: router.state.location.href }, replace: true })
      .then(() => queries.clear())
      .finally(() => (leaving = false))
  },
  refused: (error) => notify(error.message, 'lost'),
})

export const router = createRouter({
  routeTree,
  context: { queries },
  defaultPreload: 'intent',
  scrollRestoration: true,
  defaultErrorComponent: Crash,
  defaultNotFoundComponent: NotFound,
  defaultPendingComponent: () => <Loading lines={5} />,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
