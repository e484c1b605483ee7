import { createFileRoute } from '@tanstack/react-router'
import { CallSearch, CallsPage } from '#customer/calls/web'
import { PrintCalls } from '#customer/reports/web'

export const Route = createFileRoute('/_app/appels/')({
  // An address that was badly copied shows every call rather than an error.
  validateSearch: (search) => CallSearch.safeParse(search).data ?? {},
  component: Screen,
})

function Screen() {
  return <CallsPage Print={PrintCalls} />
}
