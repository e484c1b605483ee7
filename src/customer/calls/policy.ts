import { right } from '#kernel/auth'

export const readCalls = right('calls.read', 'marketing', 'supervisor', 'adviser', 'auditor')
export const exportCalls = right('calls.export', 'marketing', 'supervisor')
export const readAlerts = right('alerts.read', 'marketing', 'supervisor', 'auditor')
export const manageAlerts = right('alerts.manage', 'marketing', 'supervisor')
