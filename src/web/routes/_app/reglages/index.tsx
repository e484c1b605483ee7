import { createFileRoute, redirect } from '@tanstack/react-router'

export const Route = createFileRoute('/_app/reglages/')({
  beforeLoad: () => redirect({ to: '/reglages/sites', replace: true, throw: true }),
})
