import { right, wholeRight } from '#kernel/auth'

export const readCampaigns = right('campaigns.read', 'marketing', 'supervisor', 'adviser', 'auditor')
/** A campaign rings at every site. */
export const manageCampaigns = wholeRight('campaigns.manage', 'marketing')
