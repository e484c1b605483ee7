import { randomUUID } from 'node:crypto'

/** A time-ordered id (RFC 9562, version 7), for rows whose id must be known before they are written. */
export function uuidv7(now = Date.now()): string {
  const time = now.toString(16).padStart(12, '0')
  // Version 4 and 7 place their variant and their random digits alike; Node keeps a stock of the former.
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`
}
