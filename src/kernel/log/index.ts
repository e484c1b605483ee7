import { pino, type Logger } from 'pino'

export type Log = Logger

/** Structured lines on standard error. Nothing about a person goes in: ids, counts and codes only. */
export const openLog = (level: string): Log =>
  pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination({ fd: 2, sync: false }))
