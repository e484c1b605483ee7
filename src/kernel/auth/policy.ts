import { wholeRight } from './rights.ts'

export const manageKeys = wholeRight('keys.manage')
export const readMembers = wholeRight('members.read', 'auditor')
export const manageMembers = wholeRight('members.manage')
