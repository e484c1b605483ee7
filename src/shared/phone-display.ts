/** Numbers on screens, without libphonenumber. Numbers in, numbers out: reading what people type is `#shared/phone`. */
import { classifyNational, classifyShort } from './phone/classify.ts'
import { territories, zones } from './phone/plan.ts'
import { formatNational, formatShort, group, noBreakSpace } from './phone/format.ts'

/** Where a French number may say that it is from, as it is shown. */
export const frenchZones: string[] = [
  ...Object.values(zones),
  ...Object.values(territories).flatMap(({ zone }) => zone ?? []),
]
export { phoneColour } from './phone/colour.ts'
export type { Colour } from './phone/colour.ts'
export type { HiddenReason, Phone, PhoneKind, Territory } from './phone/types.ts'

/**
 * An E.164 or national number, punctuated or not, the French way with no-break spaces: `01 99 00 12 34`,
 * `0 884 012 345`, `0262 12 34 56`, `39 49`; a foreign one as `+377 99 99 99 99`, in groups that are only ours to read
 * (no country's own habit is looked up). Anything else comes back as it is.
 */
export function displayPhone(e164OrNational: string): string {
  const text = e164OrNational.trim()
  if (text.length > 40 || !/^\+?[\d\s().-]+$/.test(text)) return e164OrNational
  const digits = text.replace(/\D/g, '')
  const national = text.startsWith('+') ? toNational(digits) : digits
  if (national === undefined) return foreign(digits)
  if (classifyShort(national)) return formatShort(national)
  const family = classifyNational(national)
  return family ? formatNational(national, family.territory) : e164OrNational
}

function toNational(digits: string): string | undefined {
  const [, callingCode, significant = ''] = /^(33|262|508|590|594|596)0?(\d+)$/.exec(digits) ?? []
  if (!callingCode) return undefined
  return callingCode === '508' && significant.length === 6 ? `0508${significant}` : `0${significant}`
}

/** Calling codes of one and two digits; all the others have three. */
const callingCode = /^(?:[17]|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|\d{3})/

function foreign(digits: string): string {
  const code = callingCode.exec(digits)?.[0] ?? ''
  const rest = digits.slice(code.length)
  const sizes = rest.length === 8 ? [2] : rest.length === 9 ? [3, 2] : rest.length === 10 ? [3, 3, 4] : [3]
  return `+${code}${noBreakSpace}${group(rest, ...sizes)}`
}
