import type { Colour } from '#shared/phone'

/** What the service adds to the plain price of a call. `ordinary`: nothing; `unknown`: no table tells. */
export type Model = 'free' | 'ordinary' | 'per_second' | 'per_call' | 'unknown'

/** One line of the catalogue: the tariff of a family of special numbers, from a day on. Prices are euro cents, taxes included. */
export type Family = {
  name: string
  /** First digits of the national number. */
  prefixes: readonly string[]
  from: string
  colour: Colour
  /** Whether the caller's operator charges the plain price of a call besides the service. */
  callCharged: boolean
  /** The most that the service may cost: by the minute, charged by the second from the first one, or by the call. Null: unknown. */
  most: { centsPerMinute: number; centsPerCall: number } | null
  source: string
  /** Whether the source was found to say it; a figure that was not is a warning, never a refusal. */
  verified: boolean
}

const coloursFrom = '2015-10-01'
const arcep = 'ARCEP, « Les numéros 08 et les numéros courts »'
const press = 'Plafonds par famille : repris de la presse, à vérifier auprès de l’opérateur'
const free = { from: coloursFrom, colour: 'green', callCharged: false, source: arcep, verified: true } as const
const plain = { from: coloursFrom, colour: 'grey', callCharged: true, source: arcep, verified: true } as const
const surcharged = { from: coloursFrom, colour: 'purple', callCharged: true, source: press, verified: false } as const
const unknown = { from: coloursFrom, most: null, callCharged: true, source: arcep, verified: false } as const
const nothing = { centsPerMinute: 0, centsPerCall: 0 }

/**
 * The families of special and short numbers. A price is the same from every operator, whatever the hour and the day.
 * @see https://www.arcep.fr/mes-demarches-et-services/consommateurs/fiches-pratiques/les-numeros-08-et-les-numeros-courts.html (read November 2026)
 */
export const families: readonly Family[] = [
  { name: '0800–0805', prefixes: ['0800', '0801', '0802', '0803', '0804', '0805'], ...free, most: nothing },
  { name: '116xxx', prefixes: ['116'], ...free, most: nothing },
  { name: '30xx, 31xx', prefixes: ['30', '31'], ...free, most: nothing },
  { name: '0806–0809', prefixes: ['0806', '0807', '0808', '0809'], ...plain, most: nothing },
  { name: '081x', prefixes: ['081'], ...surcharged, most: { centsPerMinute: 6, centsPerCall: 15 } },
  { name: '082x', prefixes: ['082'], ...surcharged, most: { centsPerMinute: 20, centsPerCall: 50 } },
  { name: '089x', prefixes: ['089'], ...surcharged, most: { centsPerMinute: 80, centsPerCall: 300 } },
  { name: '118xyz', prefixes: ['118'], ...unknown, colour: 'purple' },
  { name: '10xx', prefixes: ['10'], ...unknown, colour: 'unknown' },
  { name: '32xx–39xx', prefixes: ['32', '34', '36', '39'], ...unknown, colour: 'unknown' },
  { name: '0836, 085x, 086x', prefixes: ['0836', '085', '086'], ...unknown, colour: 'unknown' },
]

/** The family of a special or short number on a day; undefined for an ordinary number, and before the colours began. */
export function familyOf(national: string, day: string): Family | undefined {
  return families
    .filter(({ from, prefixes }) => from <= day && prefixes.some((prefix) => national.startsWith(prefix)))
    .toSorted((a, b) => b.from.localeCompare(a.from))[0]
}
