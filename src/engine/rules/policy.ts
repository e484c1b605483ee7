import { wholeRight } from '#kernel/auth'

// A rule may act upon any site, and writes to whomever it names. Of their own sites' alerts, members of some sites decide
// on the screen of these.
export const readRules = wholeRight('rules.read', 'marketing', 'supervisor', 'auditor')
export const manageRules = wholeRight('rules.manage', 'marketing', 'supervisor')
