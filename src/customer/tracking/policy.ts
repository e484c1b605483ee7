import { everyRole, right } from '#kernel/auth'

export const readWebsites = right('websites.read', ...everyRole)
export const manageWebsites = right('websites.manage', 'marketing')
