import { right } from '#kernel/auth'

export const readConnections = right('voice.read', 'marketing', 'supervisor', 'auditor')
export const manageConnections = right('voice.manage')
