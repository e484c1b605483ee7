import { wholeRight } from '#kernel/auth'

export const readSolicitations = wholeRight('solicitations.read', 'marketing', 'supervisor', 'auditor')
export const ruleSolicitations = wholeRight('solicitations.rule', 'marketing')
