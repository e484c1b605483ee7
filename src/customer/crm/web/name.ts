import type { Text } from '#web/i18n'
import { displayPhone } from '#shared/phone-display'
import type { Contact } from '../contract.ts'

/** What a customer is called: by name, else by what they are known by. */
export const contactName = (
  { name, email, phones, reference, erased }: Pick<Contact, 'name' | 'email' | 'phones' | 'reference' | 'erased'>,
  t: Text,
): string => {
  if (erased) return t('contacts.erasedName')
  return name || email || (phones[0] && displayPhone(phones[0])) || reference || t('contacts.nameless')
}
