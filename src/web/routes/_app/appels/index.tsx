import { createFileRoute } from '@tanstack/react-router'
import { CallFilter, Grouping } from '#customer/calls/contract'
import { CallsPage } from '#customer/calls/web'

const Search = CallFilter.extend({ by: Grouping.optional() })

export const Route = createFileRoute('/_app/appels/')({
  // An address that was badly copied shows every call rather than an error.
  validateSearch: (search) => Search.safeParse(search).data ?? {},
  component: CallsPage,
})
