import { createFileRoute } from '@tanstack/react-router'
import { RequestsPage } from '#engine/requests/web'

export const Route = createFileRoute('/_app/a-faire')({ component: RequestsPage })
