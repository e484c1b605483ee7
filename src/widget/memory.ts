// SPDX-License-Identifier: MIT
import { calm } from './calm.ts'
import type { Pair } from './ask.ts'

/**
 * What is kept on the device, with consent only. `v`, `s`: visitor and visit; `n`: numbers shown; `x`: creation of `v`,
 * ms; `l`: last sign of life given to the server, ms; `ct`: version of the consent text.
 */
export type Visitor = { v?: string; s?: string; n?: Pair[]; x?: number; l?: number; ct?: string }

const KEY = 'visavis'

/** Just under 13 months from creation, never extended. @see CNIL, audience measurement, 4 July 2025 */
const LIFE_MS = 390 * 864e5

/** The time a number stays ours after the last sign of life; later it may be shown to someone else. */
const HOLD_MS = 18e5

export const isHeld = (visitor: Visitor, withinMs = HOLD_MS): boolean => Date.now() - (visitor.l || 0) < withinMs

/** The visitor known from an earlier page. A record exists only where consent was given and not withdrawn. */
export function recall(): Visitor {
  try {
    const kept = localStorage.getItem(KEY)
    if (kept) {
      const visitor = JSON.parse(kept) as Visitor
      if (Date.now() - (visitor.x || 0) < LIFE_MS) return visitor
      erase()
    }
  } catch {}
  return {}
}

/** Storage may be refused by the browser: the visitor then lives as long as the page. */
export const remember = calm((visitor: Visitor) => localStorage.setItem(KEY, JSON.stringify(visitor)))

export const erase = calm(() => localStorage.removeItem(KEY))
