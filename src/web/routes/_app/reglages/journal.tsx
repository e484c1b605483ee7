import { createFileRoute } from '@tanstack/react-router'
import { AuditPage, AuditSearch } from '#web/audit'

export const Route = createFileRoute('/_app/reglages/journal')({
  validateSearch: (search) => AuditSearch.safeParse(search).data ?? {},
  component: AuditPage,
})
