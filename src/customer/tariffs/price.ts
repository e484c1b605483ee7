import { type Colour, parsePhone, phoneColour } from '#shared/phone'
import { familyOf, type Model } from './catalogue.ts'

/** What a company has agreed with its operator for one number: by the minute or by the call, never both. */
export type Rate = { per: 'minute' | 'call'; cents: number }

export type Price = {
  /** What the service costs the caller, in euro cents, not rounded; null when no table tells. */
  servicePriceCents: number | null
  model: Model
  /** Null: an ordinary number. */
  colour: Colour | null
  /** Whether the plain price of a call comes on top. */
  callCharged: boolean
  /** `rate`: what the number itself costs; `most`: the highest of its family, because its own price is not known. */
  basis: 'rate' | 'most' | null
  rate: Rate | null
  source: string | null
}

/**
 * What a call to a number costs. A service charged by duration is charged by the second, from the first one.
 * @param at when; prices do not depend on the hour, the table of families does on the day
 * @param own the number's own price, where it is known
 */
export function priceOf(number: string, seconds: number, at: Date, own?: Rate): Price {
  const phone = parsePhone(number)
  const colour = phoneColour(phone)
  if (colour === null) {
    const isCalled = phone.valid && phone.kind !== 'unallocated' && phone.kind !== 'm2m'
    const isFree = phone.kind === 'emergency'
    return {
      ...unknownPrice,
      ...(isCalled && { servicePriceCents: 0, model: isFree ? 'free' : 'ordinary', callCharged: !isFree }),
    }
  }
  const family = familyOf(nationalOf(phone), at.toISOString().slice(0, 10))
  if (!family || !family.most) return { ...unknownPrice, ...(family && { colour, source: family.source }) }
  const { callCharged, source, most } = family
  if (most.centsPerMinute === 0)
    return {
      ...unknownPrice,
      servicePriceCents: 0,
      model: callCharged ? 'ordinary' : 'free',
      colour,
      callCharged,
      source,
    }
  const rate = own ?? { per: 'minute', cents: most.centsPerMinute }
  return {
    servicePriceCents: charged(rate, seconds),
    model: rate.per === 'minute' ? 'per_second' : 'per_call',
    colour,
    callCharged,
    basis: own ? 'rate' : 'most',
    rate,
    source: own ? null : source,
  }
}

/** @returns cents, not rounded: what many calls cost is rounded once. */
export const charged = ({ per, cents }: Rate, seconds: number): number =>
  per === 'call' ? cents : Number(((cents * seconds) / 60).toFixed(6))

const unknownPrice: Price = {
  servicePriceCents: null,
  model: 'unknown',
  colour: null,
  callCharged: true,
  basis: null,
  rate: null,
  source: null,
}

/** Digits as they are dialled in France. */
const nationalOf = ({ tel, display }: { tel: string | null; display: string }) => (tel ?? display).replaceAll(/\D/g, '')
