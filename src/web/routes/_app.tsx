import { createFileRoute } from '@tanstack/react-router'
import { requireSession } from '#web/session'
import { Shell } from '#web/shell'

export const Route = createFileRoute('/_app')({
  beforeLoad: ({ context, location }) => requireSession(context.queries, location.href),
  component: Shell,
})
