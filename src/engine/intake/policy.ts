import { wholeRight } from '#kernel/auth'

// What came in is of no site until it has been understood.
export const readIntake = wholeRight('intake.read', 'supervisor', 'auditor')
export const retryIntake = wholeRight('intake.retry', 'supervisor')
