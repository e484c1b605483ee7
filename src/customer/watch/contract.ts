import { z } from 'zod'
import { TrackedNumber } from '#customer/numbers/contract'
import { DeclaredWebsite } from '#customer/tracking/contract'

/** A number that rang before and does no longer: told after 3, 7, 14, 30 and 60 days. */
export const SilentNumber = TrackedNumber.extend({ days: z.number().int() })
/** A website whose pages have not asked for a number for two days. */
export const SilentWebsite = DeclaredWebsite
/** Calls of this hour so far, far above those usual at this hour of this weekday. */
export const Peak = z.object({ siteId: z.uuid(), siteName: z.string(), received: z.number().int(), usual: z.number() })
/** Somebody who called several of our numbers within an hour; `id` is their last call. */
export const Wave = z.object({
  id: z.uuid(),
  siteId: z.uuid(),
  caller: z.string().nullable(),
  calls: z.number().int(),
  numbers: z.number().int(),
})
