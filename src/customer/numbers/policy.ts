import { right } from '#kernel/auth'

export const readNumbers = right('numbers.read', 'marketing', 'supervisor', 'adviser', 'auditor')
export const manageNumbers = right('numbers.manage', 'marketing')
