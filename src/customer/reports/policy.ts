import { right, wholeRight } from '#kernel/auth'

export const readReports = right('reports.read', 'marketing', 'supervisor', 'adviser', 'auditor')
/** A member of some sites only does not see who works at the others. */
export const sendReports = wholeRight('reports.send', 'marketing', 'supervisor')
