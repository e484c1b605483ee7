import { createFileRoute } from '@tanstack/react-router'
import { WebhooksSettings } from '#engine/webhooks/web'

export const Route = createFileRoute('/_app/reglages/webhooks/')({ component: WebhooksSettings })
