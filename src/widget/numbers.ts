// SPDX-License-Identifier: MIT
import type { Pair } from './ask.ts'

/** By the nine digits that every writing of the page's number ends with. */
export type Swaps = Map<string, Pair>

/** Replace `text.slice(start, end)` by `shown`: same length whenever the digit counts agree. */
export type Edit = [start: number, end: number, shown: string]

// \s holds U+00A0, U+2009 and U+202F; then soft hyphen, middle dot, zero-width marks, every dash.
const GAP = '[\\s()./\\-\\xad\\xb7\\u200b-\\u200f\\u2010-\\u2015\\u2060]*'
/** Digits and gaps as far as they go; what is inside is looked up, so that many numbers cost no more than one. */
const RUN = new RegExp(`\\+?\\d(?:${GAP}\\d){8,}`, 'g')
const USUAL = /(\+33|\b0)[\s.()0-]*[1-9]([\s./-]?\d\d){4}\b/g

const digitsOf = (text: string) => text.replace(/\D/g, '')

/** Every number of the French plan is a country code and nine digits. */
const partsOf = (e164: string) => [e164.slice(1, -9), e164.slice(-9)] as const

export const swapsOf = (pairs: Pair[]): Swaps => new Map(pairs.map((pair) => [partsOf(pair.f)[1], pair]))

/** The number in the same writing (prefix, groups, separators), or grouped by two if its length differs. */
function inSameWriting(written: string, head: string, { f, t }: Pair): string {
  const [country, rest] = partsOf(t)
  const digits = head.replace(partsOf(f)[0], country) + rest
  let next = 0
  return digits.length === digitsOf(written).length
    ? written.replace(/\d/g, () => digits.charAt(next++))
    : `+${country}\xa0${rest.replace(/\B(?=(\d\d)+$)/g, '\xa0')}`
}

/** Finds the numbers to swap, last one first: applying one edit leaves the offsets of the next ones right. */
export function editsIn(text: string, swaps: Swaps): Edit[] {
  const edits: Edit[] = []
  RUN.lastIndex = 0
  for (let found; (found = RUN.exec(text));) {
    const digits = digitsOf(found[0])
    let at = found.index
    // Where each digit is in the text.
    const places = digits.split('').map((digit) => (at = text.indexOf(digit, at) + 1) - 1)
    for (let i = 1; i + 8 < digits.length; i++) {
      const pair = swaps.get(digits.slice(i, i + 9))
      if (!pair) continue
      const [country] = partsOf(pair.f)
      const heads = [`00${country}0`, `00${country}`, `${country}0`, country, '0']
      const head = heads.find((head) => digits.slice(0, i).endsWith(head))
      if (!head) continue
      let start = places[i - head.length] as number
      const end = (places[i + 8] as number) + 1
      if (text.charAt(start - 1) === '+') start--
      edits.unshift([start, end, inSameWriting(text.slice(start, end), head, pair)])
    }
  }
  return edits
}

/** Inside more digits, or an e-mail address: not a number to call. */
export const isStuck = (text: string, start: number, end: number): boolean =>
  /\d/.test(text.charAt(start - 1)) || /[\d@]/.test(text.charAt(end))

export const swapNumbers = (text: string, swaps: Swaps): string =>
  editsIn(text, swaps).reduce(
    (swapped, [start, end, shown]) =>
      isStuck(text, start, end) ? swapped : swapped.slice(0, start) + shown + swapped.slice(end),
    text,
  )

const isSame = (a: string, b: string) => digitsOf(a).slice(-9) === b.slice(-9)

/** What looks like a French number in its usual writings and is none of those shown, as written. */
export const unknownIn = (text: string, shown: Pair[]): string[] =>
  (text.match(USUAL) || []).filter((number) => !shown.some(({ t }) => isSame(number, t)))

/** Which of the numbers shown a `tel:` address calls, E.164. */
export function shownAt(address: string, shown: Pair[]): string | undefined {
  const pair = shown.find(({ t }) => isSame(address.replace(/%20|;.*/g, ''), t))
  return pair && pair.t
}
