import { parsePhone } from './parse.ts'
import type { Phone } from './types.ts'

/** More than a signature or a cell of a spreadsheet ever holds. */
const longestText = 10_000
const mostGroups = 10

/**
 * The numbers of a text, in its order: "0199001234 / 0199001235", a cell, a signature. A short number, or one without
 * its first 0 or +, counts only when it stands alone between separators: "le 15 mars" calls nobody. Hidden callers are no
 * numbers. A text of more than 10,000 characters is refused: no number.
 */
export function parsePhones(input: string): Phone[] {
  if (typeof input !== 'string' || input.length > longestText) return []
  return input.split(/[|\r\n\t]|[,;](?!\s*(?:poste|ext))|\s(?:ou|et|or|and)\s/i).flatMap((part) => {
    const whole = parsePhone(part)
    if (whole.kind === 'hidden') return []
    return whole.kind === 'invalid' ? scan(part) : [whole]
  })
}

/** Takes, from the left, the longest run of digit groups that reads as one number. */
function scan(text: string): Phone[] {
  const groups = [...text.normalize('NFKC').matchAll(/\+?\d+/g)]
  const found: Phone[] = []
  let from = 0
  while (from < groups.length) {
    const taken = longestNumber(groups, from)
    if (taken) found.push(taken.phone)
    from = taken ? taken.next : from + 1
  }
  return found
}

function longestNumber(groups: RegExpExecArray[], from: number): { phone: Phone; next: number } | undefined {
  const first = groups[from]
  if (!first || !/^[+0]/.test(first[0])) return undefined
  for (let to = Math.min(from + mostGroups, groups.length) - 1; to >= from; to--) {
    const last = groups[to]
    if (!last) continue
    const phone = parsePhone(first.input.slice(first.index, last.index + last[0].length))
    if (phone.e164) return { phone, next: to + 1 }
  }
  return undefined
}
