import { right } from '#kernel/auth'

export const readCampaigns = right('campaigns.read', 'marketing', 'supervisor', 'adviser', 'auditor')
export const manageCampaigns = right('campaigns.manage', 'marketing')
