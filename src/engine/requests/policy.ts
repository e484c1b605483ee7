import { right } from '#kernel/auth'

export const readRequests = right('requests.read', 'marketing', 'supervisor', 'adviser', 'auditor')
export const openRequests = right('requests.open', 'marketing', 'supervisor', 'adviser')
export const assignRequests = right('requests.assign', 'supervisor', 'adviser')
export const closeRequests = right('requests.close', 'marketing', 'supervisor', 'adviser')
