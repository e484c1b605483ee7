import { classifyNational, classifyShort } from './classify.ts'
import type { Family } from './classify.ts'
import { readForeign } from './foreign.ts'
import { formatInternational, formatNational, formatShort, noBreakSpace } from './format.ts'
import { territories, zones } from './plan.ts'
import { plainText, readTyped } from './typed.ts'
import type { Phone } from './types.ts'

const blank: Phone = {
  e164: null,
  kind: 'invalid',
  territory: null,
  zone: null,
  display: '',
  international: null,
  tel: null,
  valid: false,
  hidden: false,
  hiddenReason: null,
  extension: null,
  fictional: false,
  key: null,
}

/**
 * One number as people type it and as networks present it. Never throws: what cannot be read is of kind `invalid`
 * (also two numbers in one text: see `parsePhones`). French numbers follow ARCEP's plan, overseas ones included, even
 * when another tool wrote them with +33; libphonenumber is asked about foreign ones only.
 */
export function parsePhone(input: string): Phone {
  const typed = readTyped(input)
  if (typed.as === 'hidden') {
    return { ...blank, kind: 'hidden', display: 'Numéro masqué', hidden: true, hiddenReason: typed.reason }
  }
  if (typed.as === 'nothing') return invalid(input)
  const { digits, groups, extension } = typed
  const phone = typed.international ? international(digits) : national(digits, groups)
  return phone ? { ...phone, extension } : invalid(input)
}

function national(digits: string, groups: string[]): Phone | undefined {
  const short = classifyShort(digits)
  if (short) return shortPhone(digits, short, groups)
  if (digits.startsWith('00')) return international(digits.slice(2))
  if (digits.startsWith('0')) return frenchPhone(digits)
  if (digits.length === 9) return frenchPhone(`0${digits}`)
  // Trunks often drop the +. No guess beyond French calling codes: any other text of digits may be anything.
  if (digits.length > 10 && /^33|^(?:262|508|590|594|596)(?:\d{9}|\d{12})$/.test(digits)) return international(digits)
  return undefined
}

function international(digits: string): Phone | undefined {
  const [, callingCode, after = ''] = /^(33|262|508|590|594|596)(\d*)$/.exec(digits) ?? []
  if (!callingCode) return foreignPhone(digits)
  const significant = after.replace(/^0/, '')
  if (callingCode === '508' && /^[45]\d{5}$/.test(significant)) return miquelonPhone(significant)
  const phone = frenchPhone(`0${significant}`)
  if (callingCode === '33') {
    const short = phone ? undefined : classifyShort(significant)
    return short ? shortPhone(significant, short) : phone
  }
  // 08 numbers are the same ones all over the plan; anything else belongs to the code of its own territory.
  return phone?.e164?.startsWith(`+${callingCode}`) || significant.startsWith('8') ? phone : undefined
}

/** @param national digits with the first 0 */
function frenchPhone(national: string): Phone | undefined {
  const family = classifyNational(national)
  if (!family) return undefined
  const { kind, territory, opened, fictional } = family
  const { callingCode, zone } = territories[territory]
  const significant = national.slice(1)
  const e164 = `+${callingCode}${significant}`
  return {
    ...blank,
    e164,
    kind,
    territory,
    zone: zone ?? (kind === 'geographic' ? (zones[national.slice(0, 2)] ?? null) : null),
    display: formatNational(national, territory),
    international: formatInternational(callingCode, significant),
    tel: national.startsWith('08') ? national : e164,
    valid: opened,
    fictional,
    key: e164,
  }
}

/** The older six-digit form keeps its own E.164, which may be the only one that rings, but has the key of the new. */
function miquelonPhone(six: string): Phone | undefined {
  const phone = frenchPhone(`0508${six}`)
  const e164 = `+508${six}`
  return phone && { ...phone, e164, tel: e164, international: formatInternational('508', six) }
}

/** The owner's own grouping of a four-digit number is kept: "3 949" is part of a brand. */
function shortPhone(digits: string, { kind, territory, opened }: Family, groups: string[] = []): Phone {
  const display = kind === 'short' && groups.length > 1 ? groups.join(noBreakSpace) : formatShort(digits)
  return { ...blank, kind, territory, display, tel: digits, valid: opened, key: digits }
}

function foreignPhone(digits: string): Phone | undefined {
  const found = readForeign(digits)
  if (!found) return undefined
  const { e164, territory, valid, international } = found
  return {
    ...blank,
    e164,
    kind: 'foreign',
    territory,
    display: international,
    international,
    tel: e164,
    valid,
    key: e164,
  }
}

/** Shows the start of what was typed, harmless to print: it may be anything, of any size. */
function invalid(input: string): Phone {
  const start = typeof input === 'string' ? plainText(input.slice(0, 41)) : ''
  return { ...blank, display: start.length > 40 ? `${start.slice(0, 39).toWellFormed()}…` : start }
}
