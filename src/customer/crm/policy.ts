import { wholeRight } from '#kernel/auth'

/** The file of customers is the whole organisation's. */
export const readContacts = wholeRight('contacts.read', 'marketing', 'supervisor', 'adviser', 'auditor')
export const manageContacts = wholeRight('contacts.manage', 'marketing')
