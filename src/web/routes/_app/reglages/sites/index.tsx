import { createFileRoute } from '@tanstack/react-router'
import { SitesSettings } from '#engine/people/web'

export const Route = createFileRoute('/_app/reglages/sites/')({ component: SitesSettings })
