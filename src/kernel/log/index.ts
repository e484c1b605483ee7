import { pino, type Logger } from 'pino'
import { masked, maskedError } from './mask.ts'

export { maskedError } from './mask.ts'

export type Log = Logger

/**
 * Structured lines on standard error. Nothing about a person goes in: ids, counts and codes only. Sentences of others,
 * such as a mail server's refusal, may name one: they are masked.
 */
export const openLog = (level: string): Log =>
  pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers: { err: maskedError },
      hooks: {
        logMethod(given, write) {
          for (const [place, value] of given.entries()) if (typeof value === 'string') given[place] = masked(value)
          write.apply(this, given)
        },
      },
    },
    pino.destination({ fd: 2, sync: false }),
  )
