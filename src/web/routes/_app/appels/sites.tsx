import { createFileRoute } from '@tanstack/react-router'
import { SitesPage, SitesSearch } from '#customer/calls/web'
import { PrintSites } from '#customer/reports/web'

export const Route = createFileRoute('/_app/appels/sites')({
  validateSearch: (search) => SitesSearch.safeParse(search).data ?? {},
  component: Screen,
})

function Screen() {
  return <SitesPage Print={PrintSites} />
}
