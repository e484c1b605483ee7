import { right } from '#kernel/auth'

export const readIntake = right('intake.read', 'supervisor', 'auditor')
export const retryIntake = right('intake.retry', 'supervisor')
