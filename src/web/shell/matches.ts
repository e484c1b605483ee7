import { digitsOf } from '#shared/phone-digits'

/** What can be found by its words, or by the digits of its number. */
export type Named = { label: string; note?: string; e164?: string }

/** Every word asked for is there, without regard to accents or capitals; digits find numbers however they are written. */
export function matches(query: string, { label, note = '', e164 }: Named): boolean {
  const digits = digitsOf(query)
  if (e164 && digits.length >= 2) return e164.includes(digits)
  const words = plain(`${label} ${note}`)
  return plain(query)
    .split(' ')
    .every((word) => words.includes(word))
}

const plain = (text: string) =>
  text
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .replaceAll(/[\s\u00a0\u202f]+/g, ' ')
    .trim()
    .toLowerCase()
