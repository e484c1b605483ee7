import { ownersRight, wholeRight } from './rights.ts'

export const manageKeys = wholeRight('keys.manage')
export const readMembers = wholeRight('members.read', 'auditor')
export const manageMembers = wholeRight('members.manage')
export const readSignIn = wholeRight('sign_in.read', 'auditor')
export const manageSignIn = wholeRight('sign_in.manage')
/** Whoever says who people are can be any of them. */
export const manageSingleSignOn = ownersRight('single_sign_on.manage')
/** Who has it may name owners and take their access away: nobody gives or takes more than one has. */
export const manageOwners = ownersRight('owners.manage')
