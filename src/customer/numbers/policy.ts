import { everyRole, right } from '#kernel/auth'

export const readNumbers = right('numbers.read', ...everyRole)
export const manageNumbers = right('numbers.manage', 'marketing')
