/** What was pasted, read without asking the server: it only sorts writings that can be a number from those that cannot. */
export type PhoneList = {
  /** In the order of the paste, each once: `0465711000`, or `+262262000000` when it was written with its country. */
  phones: string[]
  refused: { line: number; text: string; reason: RefusedLine }[]
}
export type RefusedLine = 'not_a_number' | 'repeated' | 'range_backwards' | 'range_too_long'

/** As many as the server takes at once. */
export const phoneListLimit = 2000

const spaced = String.raw`\s+(?:à|a|au|to|-|–|—)\s+`
const tight = String.raw`\s*(?:→|->|=>|…|\.\.+)\s*`
const betweenEnds = new RegExp(`${spaced}|${tight}`, 'i')

/** One number a line (or between `;`), any writing; « 04 65 71 10 00 à 04 65 71 10 49 » and « 04 65 71 10 00 à 49 » are ranges. */
export function readPhoneList(text: string): PhoneList {
  const phones = new Set<string>()
  const refused: PhoneList['refused'] = []
  for (const [index, row] of text.split(/\r?\n/).entries()) {
    for (const piece of row.split(/[;,\t]/)) {
      const written = piece.trim()
      if (!written) continue
      const read = readPiece(written)
      const fresh = typeof read === 'string' ? [] : read.filter((phone) => !phones.has(phone))
      for (const phone of fresh) phones.add(phone)
      if (typeof read === 'string') refused.push({ line: index + 1, text: written, reason: read })
      else if (fresh.length === 0) refused.push({ line: index + 1, text: written, reason: 'repeated' })
    }
  }
  return { phones: [...phones], refused }
}

function readPiece(written: string): string[] | RefusedLine {
  const single = readPhone(written)
  if (single) return [single]
  const ends = written.split(betweenEnds)
  const first = readPhone(ends[0] ?? '')
  if (!first || ends.length !== 2) return 'not_a_number'
  const last = readEnd(first, ends[1] ?? '')
  return last ? range(first, last) : 'not_a_number'
}

/** The end of a range may be written by its last digits only. */
function readEnd(first: string, written: string): string | undefined {
  const digits = written.replaceAll(/[\s.-]/g, '')
  const short = /^\d{1,8}$/.test(digits)
  return short ? first.slice(0, first.length - digits.length) + digits : readPhone(written)
}

function range(first: string, last: string): string[] | RefusedLine {
  if (first.length !== last.length || first.startsWith('+') !== last.startsWith('+')) return 'not_a_number'
  // Fifteen digits at most (E.164): exact in a double.
  const count = Number(last) - Number(first) + 1
  if (count < 1) return 'range_backwards'
  if (count > phoneListLimit) return 'range_too_long'
  const sign = first.startsWith('+') ? '+' : ''
  const width = first.length - sign.length
  return Array.from({ length: count }, (_, step) => sign + String(Number(first) + step).padStart(width, '0'))
}

/** The national writing of a metropolitan number, the international one of others; undefined when it cannot be a number. */
function readPhone(written: string): string | undefined {
  const bare = written
    .normalize('NFKC')
    .replace(/^tel:/i, '')
    .replaceAll(/\(0\)|[\s().\-–/]/g, '')
    .replace(/^00/, '+')
    .replace(/^\+330?/, '0')
  return /^(0[1-9]\d{8}|\+[1-9]\d{8,14})$/.test(bare) ? bare : undefined
}
