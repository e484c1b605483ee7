import { right, wholeRight } from '#kernel/auth'

export const readWebsites = right('websites.read', 'marketing', 'supervisor', 'auditor')
export const manageWebsites = right('websites.manage', 'marketing')
/** Where visits come from is said for the whole organisation. */
export const manageSources = wholeRight('sources.manage', 'marketing')
