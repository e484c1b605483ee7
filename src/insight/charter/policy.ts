import { wholeRight } from '#kernel/auth'

export const readCharter = wholeRight('charter.read', 'hr', 'supervisor', 'marketing', 'auditor')
export const manageCharter = wholeRight('charter.manage', 'hr', 'marketing')
