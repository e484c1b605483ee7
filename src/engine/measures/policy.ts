import { wholeRight } from '#kernel/auth'

export const readAnonymity = wholeRight('anonymity.read', 'hr', 'supervisor', 'marketing', 'auditor')
export const raiseAnonymity = wholeRight('anonymity.raise', 'hr')
