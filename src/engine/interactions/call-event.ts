import { z } from 'zod'

export const CallStatus = z.enum([
  'queued',
  'initiated',
  'ringing',
  'in-progress',
  'completed',
  'busy',
  'failed',
  'no-answer',
  'canceled',
])
export type CallStatus = z.output<typeof CallStatus>

/** What PostgreSQL can hold: no null character, no half of a surrogate pair, no year before 1. */
const text = z
  .string()
  .max(200)
  .refine((value) => value.isWellFormed() && !value.includes('\0'))
const instant = z.iso.datetime().refine((value) => !value.startsWith('0000'))

/**
 * What any telephone source tells about one call, in one shape. `completed` means that somebody answered: a caller's
 * line that ended well while the number it was put through to did not answer is `no-answer` (or `busy`, `failed`,
 * `canceled`).
 */
export const CallEvent = z.object({
  /** The source's own name of the call; the same for every event of that call. */
  externalId: text.min(1),
  direction: z.enum(['inbound', 'outbound']),
  /** As presented by the network; null (or a word such as `anonymous`) when the caller hides the number. */
  from: text.nullable(),
  /** The company's number that was dialled, as given. */
  to: text.min(1),
  status: CallStatus,
  startedAt: instant,
  /** When somebody picked up. Unknown (null) when all that is told is how long the caller's line was open. */
  answeredAt: instant.nullable(),
  endedAt: instant.nullable(),
  /**
   * Seconds of conversation; null when unknown. On a missed call, 0 is a statement: the dialled line itself says that
   * nobody talked.
   */
  talkSeconds: z
    .number()
    .int()
    .min(0)
    .max(86_400 * 7)
    .nullable(),
})
export type CallEvent = z.output<typeof CallEvent>
