import { createFileRoute } from '@tanstack/react-router'
import { ReportsPage } from '#customer/reports/web'

export const Route = createFileRoute('/_app/appels/rapports')({ component: ReportsPage })
