import { createFileRoute } from '@tanstack/react-router'
import { WebsitesSettings } from '#customer/tracking/web'

export const Route = createFileRoute('/_app/reglages/sites-web')({ component: WebsitesSettings })
