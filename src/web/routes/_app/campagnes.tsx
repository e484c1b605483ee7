import { createFileRoute } from '@tanstack/react-router'
import { CampaignsPage } from '#customer/campaigns/web'

export const Route = createFileRoute('/_app/campagnes')({ component: CampaignsPage })
