import { wholeRight } from '#kernel/auth'

export const readMirror = wholeRight('mirror.read', 'hr', 'supervisor', 'marketing', 'auditor')
