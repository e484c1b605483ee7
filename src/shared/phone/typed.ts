import type { HiddenReason } from './types.ts'

/** No number that anyone types is longer, extension and punctuation included. */
const longest = 256

/** What networks put in place of a number. `+266696687` spells "anonymous" on a keypad. */
const hiddenNames = new Map<string, HiddenReason>([
  ['anonymous', 'anonymous'],
  ['anonyme', 'anonymous'],
  ['+266696687', 'anonymous'],
  ['restricted', 'restricted'],
  ['private', 'restricted'],
  ['withheld', 'restricted'],
  ['numero prive', 'restricted'],
  ['unavailable', 'unavailable'],
  ['indisponible', 'unavailable'],
  ['unknown', 'unknown'],
  ['inconnu', 'unknown'],
  ['numero inconnu', 'unknown'],
  ['masked', 'masked'],
  ['masque', 'masked'],
  ['numero masque', 'masked'],
])

export type Typed =
  | { as: 'hidden'; reason: HiddenReason | null }
  | { as: 'digits'; digits: string; international: boolean; groups: string[]; extension: string | null }
  | { as: 'nothing' }

const nothing: Typed = { as: 'nothing' }

/** What was typed or presented, before any numbering plan: digits, an extension, or a hidden caller. */
export function readTyped(input: string): Typed {
  if (typeof input !== 'string' || input.length > longest) return nothing
  const text = plainText(input)
  if (text === '') return { as: 'hidden', reason: null }
  const reason = hiddenNames.get(
    unaccented(text)
      .replace(/^sips?:/, '')
      .replace(/@.*$/, ''),
  )
  if (reason) return { as: 'hidden', reason }

  const { body, extension } = splitExtension(fromUri(text))
  if (!/^[\s(]*\+?[\d\s().\-/·_]+$/.test(body)) return nothing
  const groups = body.match(/\d+/g)
  if (!groups) return nothing
  return { as: 'digits', digits: groups.join(''), international: body.includes('+'), groups, extension }
}

/** Full-width digits, exotic spaces and dashes become plain ones; invisible marks of copy and paste go. */
export function plainText(input: string): string {
  if (!/[^ -~]/.test(input)) return input.trim()
  const folded = input
    .toWellFormed()
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .replace(/[\p{Pd}\u2212]/gu, '-')
  return folded
    .replace(/\s/g, ' ')
    .replace(/\p{Cc}/gu, '')
    .trim()
}

const unaccented = (text: string) =>
  text
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')

/** `tel:` (RFC 3966), `sip:` and `callto:` addresses down to their number; a `phone-context` is its missing start. */
function fromUri(text: string): string {
  const scheme = /^(?:tel|sips?|callto):/i.exec(text)
  if (!scheme) return text
  const number = text.slice(scheme[0].length).replace(/@[^;]*/, '')
  const context = /;phone-context=(\+\d+)/i.exec(number)?.[1] ?? ''
  const bare = number.replace(/;(?!ext=)[^;]*/gi, '')
  return bare.startsWith('+') ? bare : context + bare
}

const extensionPart = /[\s,;]*(?:poste|extension|ext|interne|int|p|x|#)[\s.:=]*(?:n[°o]\s*)?(\d{1,7})\s*$/i

function splitExtension(text: string): { body: string; extension: string | null } {
  const found = extensionPart.exec(text)
  return found ? { body: text.slice(0, found.index), extension: found[1] ?? null } : { body: text, extension: null }
}
