import { createFileRoute } from '@tanstack/react-router'
import { AlertsSettings } from '#customer/calls/web'

export const Route = createFileRoute('/_app/reglages/alertes')({ component: AlertsSettings })
