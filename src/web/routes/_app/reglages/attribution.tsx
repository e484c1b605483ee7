import { createFileRoute } from '@tanstack/react-router'
import { AttributionSettings } from '#customer/attribution/web'

export const Route = createFileRoute('/_app/reglages/attribution')({ component: AttributionSettings })
