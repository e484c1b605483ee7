import { wholeRight } from '#kernel/auth'

export const readPrivacy = wholeRight('privacy.read', 'auditor')
export const managePrivacy = wholeRight('privacy.manage')
