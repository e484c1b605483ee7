import { z } from 'zod'

/** Requests a minute: of each key and session; of each address without one; to `/t/…` with `/r/…`, and to `/hooks/…`, of each address. */
export type RateLimits = { caller: number; anonymous: number; collector: number; hooks: number }

/**
 * A screen asks up to ten things at a time, and again whenever they change; one address may be a whole office, or the
 * visitors of a mobile network; telephone clouds speak from a few addresses.
 */
export const rateLimits: RateLimits = { caller: 1200, anonymous: 300, collector: 6000, hooks: 6000 }

const pattern = /^\s*\w+=\d{1,9}(\s*,\s*\w+=\d{1,9})*\s*$/
const pairs = (text: string) => text.split(',').map((pair) => pair.trim().split('=') as [string, string])

export const rateLimitVariables = {
  RATE_LIMITS: z
    .string()
    .refine(
      (text) =>
        text === 'off' || (pattern.test(text) && pairs(text).every(([name]) => Object.hasOwn(rateLimits, name))),
    )
    .transform((text): RateLimits | 'off' =>
      text === 'off'
        ? 'off'
        : { ...rateLimits, ...Object.fromEntries(pairs(text).map(([name, limit]) => [name, Number(limit)])) },
    )
    .optional(),
}

export const rateLimitMends = {
  RATE_LIMITS:
    'requests a minute, those that shall differ from caller=1200,anonymous=300,collector=6000,hooks=6000, or off',
}
