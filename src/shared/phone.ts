/** French telephone numbers for the server: see `#shared/phone-display` for screens, which must not carry libphonenumber. */
import { parsePhone } from './phone/parse.ts'
import type { Phone } from './phone/types.ts'

export { parsePhone } from './phone/parse.ts'
export { parsePhones } from './phone/text.ts'
export { phoneColour } from './phone/colour.ts'
export type { Colour } from './phone/colour.ts'
export type { HiddenReason, Phone, PhoneKind, Territory } from './phone/types.ts'

/**
 * Whether both are the same line, extensions aside. Hidden callers and invalid numbers are never the same as anything.
 * Fixed lines of Saint-Pierre-et-Miquelon compare on their last six digits, so that +508 41 12 34 is 0508 41 12 34.
 */
export function samePhone(a: Phone | string, b: Phone | string): boolean {
  const key = keyOf(a)
  return key !== null && key === keyOf(b)
}

const keyOf = (phone: Phone | string): string | null => (typeof phone === 'string' ? parsePhone(phone) : phone).key
