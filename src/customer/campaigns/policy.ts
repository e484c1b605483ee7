import { everyRole, right } from '#kernel/auth'

export const readCampaigns = right('campaigns.read', ...everyRole)
export const manageCampaigns = right('campaigns.manage', 'marketing')
