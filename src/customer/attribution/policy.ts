import { right } from '#kernel/auth'

export const readModel = right('attribution.read', 'marketing', 'supervisor', 'auditor')
