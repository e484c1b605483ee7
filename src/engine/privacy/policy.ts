import { wholeRight } from '#kernel/auth'

export const readPrivacy = wholeRight('privacy.read', 'auditor')
/** Also for a form of yours: a program that says who said yes, and reads nobody. */
export const recordConsents = wholeRight('consents.record')
export const managePrivacy = wholeRight('privacy.manage')
