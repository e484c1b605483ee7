import { npvPrefixes } from './npv.ts'
import { emergencyNumbers, fictionPrefixes, openedShortPrefixes, plan } from './plan.ts'
import type { PlanRow } from './plan.ts'
import type { PhoneKind, Territory } from './types.ts'

export type Family = { kind: PhoneKind; territory: Territory; opened: boolean; fictional: boolean }

const npv = npvPrefixes.map(({ territory, prefixes }): PlanRow => ({ kind: 'npv', territory, prefixes }))
const rowOf = new Map(
  [...plan, ...npv].flatMap((row) => row.prefixes.split(' ').map((prefix) => [prefix, row] as const)),
)
const longestPrefix = 6
const fictional = new Set(fictionPrefixes)
const emergency = new Set(emergencyNumbers)
const openedShort = new Set(openedShortPrefixes)

/** @param national digits of a national number with its first 0. Undefined when its length is not that of its family. */
export function classifyNational(national: string): Family | undefined {
  // Before everything else: 06 39 98 lies within the prefix of Mayotte's mobiles.
  const isFictional = national.length === 10 && fictional.has(national.slice(0, 6))
  let length = isFictional ? 2 : longestPrefix
  let row = rowOf.get(national.slice(0, length))
  while (!row && length > 2) row = rowOf.get(national.slice(0, --length))
  if (!row || national.length !== (row.digits ?? 10)) return undefined
  return { kind: row.kind, territory: row.territory, opened: row.opened !== false, fictional: isFictional }
}

/** @param digits of a number of two to six digits, dialled as it is. */
export function classifyShort(digits: string): Family | undefined {
  if (digits.length > 6) return undefined
  if (emergency.has(digits)) return short('emergency')
  if (/^(?:10|3\d)\d\d$/.test(digits)) return short('short', openedShort.has(digits.slice(0, 2)))
  if (/^116\d{3}$/.test(digits)) return short('harmonised')
  if (/^118\d{3}$/.test(digits)) return short('directory')
  return undefined
}

const short = (kind: PhoneKind, opened = true): Family => ({ kind, territory: 'FR', opened, fictional: false })
