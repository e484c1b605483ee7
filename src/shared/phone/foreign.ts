import { parsePhoneNumberFromString } from 'libphonenumber-js/max'
import { noBreakSpace } from './format.ts'

/** @param digits international, calling code first and not a French one. Undefined when no country has such numbers. */
export function readForeign(digits: string) {
  // E.164 bounds, checked here because libphonenumber is a hundred times slower to refuse.
  if (!/^[1-9]\d{6,14}$/.test(digits)) return undefined
  const number = parsePhoneNumberFromString(`+${digits}`)
  if (!number?.isPossible()) return undefined
  const international = number.formatInternational().replaceAll(' ', noBreakSpace)
  return { e164: number.number, territory: number.country ?? null, valid: number.isValid(), international }
}
