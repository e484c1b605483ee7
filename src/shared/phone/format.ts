import type { Territory } from './types.ts'

export const noBreakSpace = '\u00a0'

/** Cuts digits into groups of the given sizes; the last size goes on for as long as there are digits. */
export function group(digits: string, ...sizes: number[]): string {
  const groups: string[] = []
  for (let at = 0, turn = 0; at < digits.length; turn++) {
    const size = sizes[Math.min(turn, sizes.length - 1)] ?? digits.length
    groups.push(digits.slice(at, at + size))
    at += size
  }
  return groups.join(noBreakSpace)
}

export function formatShort(digits: string): string {
  return digits.length === 6 ? group(digits, 3) : digits.length === 4 ? group(digits, 2) : digits
}

/** @param national with its first 0; 13 and 14 digits are machines. */
export function formatNational(national: string, territory: Territory): string {
  if (national.length === 13) return group(national, 4, 3)
  if (national.startsWith('08')) return group(national, 1, 3)
  return territory === 'FR' ? group(national, 2) : group(national, 4, 2)
}

/** @param significant national digits without their first 0; six of them are the older form of Saint-Pierre-et-Miquelon. */
export function formatInternational(callingCode: string, significant: string): string {
  const shown = () => {
    if (significant.length === 6) return group(significant, 2)
    if (significant.length === 12 || significant.startsWith('8')) return group(significant, 3)
    return callingCode === '33' && significant.length === 9 ? group(significant, 1, 2) : group(significant, 3, 2)
  }
  return `+${callingCode}${noBreakSpace}${shown()}`
}
