import { right } from '#kernel/auth'

export const readWebsites = right('websites.read', 'marketing', 'supervisor', 'auditor')
export const manageWebsites = right('websites.manage', 'marketing')
