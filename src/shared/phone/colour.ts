import type { Phone } from './types.ts'

export type Colour = 'green' | 'grey' | 'purple' | 'unknown'

/**
 * The sign that goes with a special or short number: green, free; grey, the plain price of a call; purple, the price of
 * the service on top; unknown, a tariff that no table gives (10xx, most 3xxx, old 08). Null: an ordinary number, or an
 * emergency one.
 * @see ARCEP, "les numéros 08 et les numéros courts" (colours in force since 2015-10-01, read 2026-11)
 */
export function phoneColour({ kind, key }: Pick<Phone, 'kind' | 'key'>): Colour | null {
  switch (kind) {
    case 'free':
    case 'harmonised':
      return 'green'
    case 'plain-rate':
      return 'grey'
    case 'surcharged':
    case 'directory':
      return 'purple'
    case 'special-unknown':
      return 'unknown'
    case 'short':
      return /^3[01]/.test(key ?? '') ? 'green' : 'unknown'
    default:
      return null
  }
}
