import { right, wholeRight } from '#kernel/auth'

export const readConversions = right('conversions.read', 'marketing', 'supervisor', 'auditor')
/** What leaves the house leaves it for the whole organisation. */
export const manageConversions = wholeRight('conversions.manage', 'marketing')
