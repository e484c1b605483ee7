export type PhoneKind =
  | 'geographic'
  | 'mobile'
  | 'polyvalent'
  | 'npv'
  | 'm2m'
  | 'free'
  | 'plain-rate'
  | 'surcharged'
  | 'special-unknown'
  | 'platform'
  | 'short'
  | 'emergency'
  | 'harmonised'
  | 'directory'
  | 'unallocated'
  | 'foreign'
  | 'hidden'
  | 'invalid'

/** The parts of France that the numbering plan tells apart. GP also covers Saint-Martin and Saint-Barthélemy. */
export type Territory = 'FR' | 'RE' | 'YT' | 'GP' | 'MQ' | 'GF' | 'PM'

export type HiddenReason = 'anonymous' | 'restricted' | 'unavailable' | 'unknown' | 'masked'

export type Phone = {
  /** E.164, or null for a short number and for what is no number at all. */
  e164: string | null
  /** What the numbering plan makes of the prefix, opened or not: see `valid`. */
  kind: PhoneKind
  /** A `Territory`, or the ISO 3166 country of a foreign number. */
  territory: string | null
  /** French name of the indicative zone of origin; null when the number says nothing of a place. Never a département. */
  zone: string | null
  /** The French way, with no-break spaces. */
  display: string
  international: string | null
  /** What a `tel:` link carries: E.164, but national digits for 08 and short numbers, which may not work from abroad. */
  tel: string | null
  /** Whether such a number may be in service: well formed, and of a family that is opened (or fictional). */
  valid: boolean
  hidden: boolean
  /** Null also when the network hid the number without a reason. */
  hiddenReason: HiddenReason | null
  extension: string | null
  /** One of the ranges kept for films, tests and demonstrations: it never rings. */
  fictional: boolean
  /** Identity for matching: equal keys, same line. Null when hidden or invalid, which match nobody. */
  key: string | null
}
