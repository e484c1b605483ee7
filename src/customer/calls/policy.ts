import { right, wholeRight } from '#kernel/auth'

export const readCalls = right('calls.read', 'marketing', 'supervisor', 'adviser', 'auditor')
export const exportCalls = right('calls.export', 'marketing', 'supervisor')
export const readAlerts = right('alerts.read', 'marketing', 'supervisor', 'auditor')
export const manageAlerts = right('alerts.manage', 'marketing', 'supervisor')
export const judgeCalls = right('calls.judge', 'marketing', 'supervisor')
export const readQualification = right('qualification.read', 'marketing', 'supervisor', 'auditor')
/** What is counted is the whole organisation's. */
export const manageQualification = wholeRight('qualification.manage', 'marketing')
